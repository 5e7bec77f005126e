"""Work for worker processes, which import it by name."""

import os
import time


def prepare(setup: str):
    """A worker that does what its task says."""

    def work(task: tuple[str, int]) -> bytes:
        name, number = task
        if name == "hang":
            time.sleep(600)
        if name == "die":
            os._exit(3)
        if name == "raise":
            raise ValueError("no such thing")
        if name == "grow":
            held = [bytearray(16 << 20) for _ in range(number)]
            time.sleep(5)
            return str(len(held)).encode()
        if name == "memory":
            raise MemoryError
        return f"{setup}{number}".encode()

    return work


def prepare_nothing(setup: str):
    raise RuntimeError("cannot start")


def troubled_examiner(setup):
    """Examines files, but some names bring trouble, as some files do."""
    from gouji.engine.office.examining import Examiner

    examiner = Examiner(setup)
    trouble = prepare("")

    def work(task):
        name = getattr(task, "name", "")
        for kind, number in (("hang", 0), ("die", 0), ("grow", 40)):
            if kind in name:
                trouble((kind, number))
        return examiner.answer(task)

    return work
