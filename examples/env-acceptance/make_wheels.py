"""Makes a small package index out of a table: wheels and source archives that any Python installer takes.

    python3 make_wheels.py TABLE FOLDER

TABLE is a JSON file, e.g. `wheels.json` beside this one. Each entry of its `packages` is one file of the index:

    name, version       what the package is called (both needed)
    requires            what it needs, as in PEP 508
    extras              extra name to what it needs in addition
    python              which Python versions it takes, e.g. ">=3.13"
    tag                 wheel tag; "py3-none-any" when left out
    sdist               true: a source archive and no wheel
    pth                 name of a .pth file that runs when Python starts
    sitecustomize       true: brings a sitecustomize.py
    scripts             console scripts, name to "module:function"
    modules             how many more modules it has, all empty
    folder              folder of the index, under FOLDER; "packages" when left out

Only the standard library is used. The same table gives the same bytes, on every machine and at every time.
"""

import base64
import gzip
import hashlib
import io
import json
import sys
import tarfile
import zipfile
from pathlib import Path

# The oldest moment that a zip can say, so that the clock leaves no trace.
MOMENT = (1980, 1, 1, 0, 0, 0)


def main(table: Path, folder: Path) -> None:
    packages = json.loads(table.read_text(encoding="utf-8"))["packages"]
    for package in packages:
        index = folder / package.get("folder", "packages")
        index.mkdir(parents=True, exist_ok=True)
        name, content = source_archive(package) if package.get("sdist") else wheel(package)
        (index / name).write_bytes(content)
    print(f"{len(packages)} packages in {folder}")


def wheel(package: dict) -> tuple[str, bytes]:
    tag = package.get("tag", "py3-none-any")
    files = module_files(package)
    info = f"{stem(package)}.dist-info"
    files[f"{info}/METADATA"] = metadata(package)
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: make_wheels\nRoot-Is-Purelib: true\nTag: {tag}\n"
    scripts = package.get("scripts", {})
    if scripts:
        lines = [f"{name} = {target}" for name, target in sorted(scripts.items())]
        files[f"{info}/entry_points.txt"] = "\n".join(["[console_scripts]", *lines, ""])
    record = "".join(f"{path},sha256={digest(text)},{len(text.encode())}\n" for path, text in sorted(files.items()))
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    return f"{stem(package)}-{tag}.whl", zipped(files)


def source_archive(package: dict) -> tuple[str, bytes]:
    """Its build backend lies in the archive itself, so that building it needs nothing from an index."""
    backend = Path(__file__).with_name("build_backend.py").read_text(encoding="utf-8")
    _, built = wheel({**package, "sdist": False})
    files = {
        "PKG-INFO": metadata(package),
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "build_backend"\nbackend-path = ["."]\n',
        "build_backend.py": backend,
        "wheel.base64": base64.encodebytes(built).decode(),
        "wheel-name.txt": f"{stem(package)}-py3-none-any.whl",
    }
    return f"{stem(package)}.tar.gz", tarred(stem(package), files)


def module_files(package: dict) -> dict[str, str]:
    module = package["name"].replace("-", "_")
    files = {f"{module}/__init__.py": f'__version__ = "{package["version"]}"\n\n\ndef main():\n    print(__name__, __version__)\n'}
    for number in range(package.get("modules", 0)):
        files[f"{module}/module_{number}.py"] = ""
    if "pth" in package:
        files[package["pth"]] = f"import sys; sys.{module}_was_here = True\n"
    if package.get("sitecustomize"):
        files["sitecustomize.py"] = f"import sys\n\nsys.{module}_was_here = True\n"
    return files


def metadata(package: dict) -> str:
    lines = ["Metadata-Version: 2.2", f"Name: {package['name']}", f"Version: {package['version']}"]
    if "python" in package:
        lines.append(f"Requires-Python: {package['python']}")
    lines += [f"Requires-Dist: {need}" for need in package.get("requires", [])]
    for extra, needs in sorted(package.get("extras", {}).items()):
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {with_extra(need, extra)}" for need in needs]
    return "\n".join([*lines, ""])


def with_extra(need: str, extra: str) -> str:
    return f"{need} and extra == '{extra}'" if ";" in need else f"{need} ; extra == '{extra}'"


def stem(package: dict) -> str:
    return f"{package['name'].replace('-', '_')}-{package['version']}"


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return buffer.getvalue()


def tarred(root: str, files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for path, text in sorted(files.items()):
                content = text.encode()
                entry = tarfile.TarInfo(f"{root}/{path}")
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python3 make_wheels.py TABLE FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
