@echo off
chcp 65001 >nul
setlocal DisableDelayedExpansion
title gouji
set "GOUJI=%LOCALAPPDATA%\gouji\venv\Scripts\gouji.exe"
set "FOLDER=%~1"
set "PYTHONUTF8=1"

if not exist "%GOUJI%" echo 还没有安装。请先双击“安装”。
if not exist "%GOUJI%" pause
if not exist "%GOUJI%" exit /b 1

if not defined FOLDER echo 请把装有报送文件的文件夹拖到这个图标上。
if not defined FOLDER pause
if not defined FOLDER exit /b 1
if "%FOLDER:~-1%"=="\" set "FOLDER=%FOLDER%."

"%GOUJI%" office "%FOLDER%"
set "STATUS=%ERRORLEVEL%"
echo.
if "%STATUS%"=="0" echo 都做完了。
if "%STATUS%"=="3" echo 都做完了；有的文件读不出，结果页上列着。
if "%STATUS%"=="2" echo 有的步骤没有做成，原因和办法在上面。
if "%STATUS%"=="130" echo 已停下。再拖一次，从停下的地方接着做。
if not "%STATUS%"=="0" if not "%STATUS%"=="3" if not "%STATUS%"=="2" if not "%STATUS%"=="130" echo 出了意外。请把这个窗口里的内容拍下来，交给提供本软件的人。

if exist "%FOLDER%\检查结果.html" start "" "%FOLDER%\检查结果.html"
pause
exit /b %STATUS%
