"""What packages hold beside the program."""

import shutil
import subprocess

import pytest
from man_page import PAGE, draw_man_page


def test_the_man_page_is_current(request: pytest.FixtureRequest) -> None:
    drawn = draw_man_page()
    if request.config.getoption("--rewrite"):
        PAGE.write_text(drawn, encoding="utf-8")
    assert drawn == PAGE.read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_the_man_page_is_roff_without_a_warning() -> None:
    lint = subprocess.run(["mandoc", "-Tlint", PAGE], capture_output=True, text=True, check=False)
    assert (lint.stdout, lint.returncode) == ("", 0)
