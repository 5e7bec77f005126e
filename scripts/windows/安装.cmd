@echo off
chcp 65001 >nul
setlocal DisableDelayedExpansion
title gouji
set "HERE=%~dp0"
set "VENV=%LOCALAPPDATA%\gouji\venv"
set "LAUNCHER=py"
set "PYTHON="
set "FITS=import struct, sys; sys.exit(struct.calcsize('P') != 8 or sys.version_info[:2] not in [(3, 11), (3, 12), (3, 13)])"

for %%v in (3.13 3.12 3.11) do if not defined PYTHON %LAUNCHER% -%%v -c "%FITS%" >nul 2>nul && set "PYTHON=%LAUNCHER% -%%v"
if not defined PYTHON python -c "%FITS%" >nul 2>nul && set "PYTHON=python"

if not defined PYTHON for %%f in ("%HERE%python-3.*-amd64.exe") do start /wait "" "%%~f" /passive PrependPath=1 Include_launcher=1
if not defined PYTHON if exist "%LOCALAPPDATA%\Programs\Python\Launcher\py.exe" set LAUNCHER="%LOCALAPPDATA%\Programs\Python\Launcher\py.exe"
if not defined PYTHON for %%v in (3.13 3.12 3.11) do if not defined PYTHON %LAUNCHER% -%%v -c "%FITS%" >nul 2>nul && set PYTHON=%LAUNCHER% -%%v

if not defined PYTHON echo 没有找到 64 位的 Python 3.11、3.12 或 3.13。
if not defined PYTHON echo 请把 Python 的安装程序（python-3.12.x-amd64.exe）放进这个文件夹，再双击“安装”。详见 说明.txt。
if not defined PYTHON pause
if not defined PYTHON exit /b 1

echo 正在安装，约一分钟……
if not exist "%VENV%\Scripts\python.exe" %PYTHON% -m venv "%VENV%"
"%VENV%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --upgrade "gouji[compare,office,solver,traditional]"
set "STATUS=%ERRORLEVEL%"
if not "%STATUS%"=="0" echo 没有装好。请把这个窗口里的内容拍下来，交给提供本软件的人。
if not "%STATUS%"=="0" pause
if not "%STATUS%"=="0" exit /b 1

"%VENV%\Scripts\gouji.exe" --version
echo 装好了。把装有报送文件的文件夹拖到“开始检查”上即可。
pause
exit /b 0
