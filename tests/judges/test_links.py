"""What linkchecker says of the links of the sample's pages, as a web server gives them."""

import subprocess
import sys
from pathlib import Path

from tests.publish.servers import free_port, wait


def test_no_link_is_broken(sample: Path) -> None:
    port = free_port()
    served = [
        sys.executable,
        "-m",
        "http.server",
        str(port),
        "--bind",
        "127.0.0.1",
        "--directory",
        str(sample),
    ]
    checked = [Path(sys.executable).with_name("linkchecker"), "--no-status", "--no-robots"]
    with subprocess.Popen(served, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait(port, server)
            elsewhere = f"--ignore-url=^https?://(?!127.0.0.1:{port})"
            command = [*checked, elsewhere, f"http://127.0.0.1:{port}/"]
            said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
        finally:
            server.terminate()
    assert (said.returncode, "0 errors found" in said.stdout) == (0, True), said.stdout
    assert int(said.stdout.partition("That's it. ")[2].split()[0]) > 200
