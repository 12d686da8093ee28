"""A small stand-in for ComfyUI, for tests and `touchstone env test`.

Python's standard library is all it needs. It takes the real one's arguments, imports node packs as the real one does, prints
the same lines where a reader of the log looks for them, and answers /system_stats, /object_info, /prompt, /queue and
/history. It renders nothing.

How it behaves stands in `behaviour.txt` beside this file, or in the variable TOUCHSTONE_FAKE_COMFYUI, one word a line:
  healthy       serves until it is told to end (also where neither is there)
  crash         ends with an exception while it loads, exit code 1
  hang          loads for ever and never serves
  exit          ends with exit code 0 before it serves
  fail-imports  every node pack fails to import
  never-exits   serves, and takes no notice of SIGTERM
  zombie        serves and queues, but works on nothing
  port-taken    ends with exit code 1 as if somebody else had its port
  crash-later   ends with exit code 1 soon after the first answer
Where the file has several lines, each start takes the first one away; the last line stays.
"""

import argparse
import importlib.util
import json
import os
import signal
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = ["--disable-auto-launch", "--cpu", "--disable-all-custom-nodes", "--disable-api-nodes", "--quick-test-for-ci", "--deterministic"]
VALUES = ["--output-directory", "--input-directory", "--temp-directory", "--database-url", "--front-end-root"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def existing_folder(path):
    if not os.path.isdir(path):
        raise argparse.ArgumentTypeError("The path '%s' does not exist." % path)
    return path


def read_arguments():
    parser = argparse.ArgumentParser()
    for flag in FLAGS:
        parser.add_argument(flag, action="store_true")
    for value in VALUES:
        parser.add_argument(value)
    parser.add_argument("--base-directory", default=HERE)
    parser.add_argument("--extra-model-paths-config", nargs="+", action="append", default=[])
    parser.add_argument("--user-directory", type=existing_folder)
    parser.add_argument("--whitelist-custom-nodes", nargs="+", default=[])
    parser.add_argument("--listen", default="127.0.0.1", nargs="?")
    parser.add_argument("--port", type=int, default=8188)
    return parser.parse_args()


def read_behaviour():
    path = os.path.join(HERE, "behaviour.txt")
    try:
        with open(path, encoding="utf-8") as file:
            words = file.read().split()
    except FileNotFoundError:
        words = []
    if len(words) > 1:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(words[1:]) + "\n")
    return words[0] if words else os.environ.get("TOUCHSTONE_FAKE_COMFYUI", "healthy")


def run_file(name, path, **options):
    spec = importlib.util.spec_from_file_location(name, path, **options)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def find_packs(arguments):
    folder = os.path.join(os.path.abspath(arguments.base_directory), "custom_nodes")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    for name in names:
        path = os.path.join(folder, name)
        if name == "__pycache__" or name.endswith(".disabled") or (os.path.isfile(path) and not name.endswith(".py")):
            continue
        if arguments.disable_all_custom_nodes and name not in arguments.whitelist_custom_nodes:
            continue
        yield name, path


def prestart(arguments):
    times = []
    for name, path in find_packs(arguments):
        script = os.path.join(path, "prestartup_script.py")
        if not os.path.isfile(script):
            continue
        start = time.perf_counter()
        try:
            run_file(os.path.splitext(script)[0], script)
            times.append((time.perf_counter() - start, "", path))
        except Exception as error:
            say("Failed to execute startup-script: %s / %s" % (script, error))
            times.append((time.perf_counter() - start, " (PRESTARTUP FAILED)", path))
    tell_times("Prestartup times for custom nodes:", times)


def tell_times(title, times):
    if times:
        say("\n" + title)
        for seconds, word, path in sorted(times):
            say("%6.1f seconds%s: %s" % (seconds, word, path))
        say("")


def import_pack(path, must_fail):
    """The classes of a node pack, or None where it cannot be imported."""
    try:
        if must_fail:
            raise ImportError("node packs fail to import here")
        entry = os.path.join(path, "__init__.py") if os.path.isdir(path) else path
        module = run_file(path.replace(".", "_x_"), entry)
        classes = getattr(module, "NODE_CLASS_MAPPINGS", None)
        if classes is not None:
            return classes
        say("Skip %s module for custom nodes due to the lack of NODE_CLASS_MAPPINGS or comfy_entrypoint (need one)." % path)
    except Exception as error:
        say(traceback.format_exc())
        say("Cannot import %s module for custom nodes: %s" % (path, error))
    return None


def import_packs(arguments, behaviour):
    catalogue = {name: describe(name, "nodes", None) for name in ("CheckpointLoaderSimple", "KSampler", "SaveImage")}
    catalogue["LatentBlend"] = describe("LatentBlend", "comfy_extras.nodes_post_processing", None)
    times = []
    for name, path in find_packs(arguments):
        start = time.perf_counter()
        classes = import_pack(path, behaviour == "fail-imports")
        times.append((time.perf_counter() - start, " (IMPORT FAILED)" if classes is None else "", path))
        module = "custom_nodes." + os.path.splitext(name)[0]
        catalogue.update({key: describe(key, module, node) for key, node in (classes or {}).items()})
    tell_times("Import times for custom nodes:", times)
    return catalogue


def describe(name, module, node):
    inputs = node.INPUT_TYPES() if hasattr(node, "INPUT_TYPES") else {"required": {}}
    output = list(getattr(node, "RETURN_TYPES", ()))
    is_output = bool(getattr(node, "OUTPUT_NODE", name == "SaveImage"))
    return {"name": name, "input": inputs, "output": output, "python_module": module, "output_node": is_output}


class Queue:
    def __init__(self, works):
        self.lock = threading.Condition()
        self.pending, self.running, self.history = [], [], {}
        if works:
            threading.Thread(target=self.work, daemon=True).start()

    def put(self, prompt):
        with self.lock:
            number = len(self.history) + len(self.pending) + len(self.running)
            self.pending.append([number, prompt["prompt_id"], prompt.get("prompt", {}), prompt.get("extra_data", {}), []])
            self.lock.notify()
        return {"prompt_id": prompt["prompt_id"], "number": number, "node_errors": {}}

    def work(self):
        while True:
            with self.lock:
                while not self.pending:
                    self.lock.wait()
                self.running.append(self.pending.pop(0))
            time.sleep(0.02)
            with self.lock:
                item = self.running.pop()
                status = {"status_str": "success", "completed": True, "messages": []}
                self.history[item[1]] = {"prompt": item, "outputs": {}, "status": status, "meta": {}}

    def tell(self):
        with self.lock:
            return {"queue_running": list(self.running), "queue_pending": list(self.pending)}

    def remaining(self):
        return len(self.pending) + len(self.running)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    catalogue, queue, behaviour = {}, None, "healthy"

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = urlsplit(self.path).path
        path = path[4:] if path.startswith("/api/") else path
        first, _, rest = path[1:].partition("/")
        if first == "system_stats":
            return self.answer(system_stats())
        if first == "object_info":
            return self.answer(self.catalogue if rest == "" else {k: v for k, v in self.catalogue.items() if k == rest})
        if first == "queue":
            return self.answer(self.queue.tell())
        if first == "prompt":
            return self.answer({"exec_info": {"queue_remaining": self.queue.remaining()}})
        if first == "history":
            return self.answer({k: v for k, v in self.queue.history.items() if rest in ("", k)})
        return self.answer(None, 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if urlsplit(self.path).path not in ("/prompt", "/api/prompt"):
            return self.answer(None, 404)
        prompt = json.loads(body)
        prompt.setdefault("prompt_id", "00000000-0000-4000-8000-%012d" % int(time.time() * 1000))
        return self.answer(self.queue.put(prompt))

    def answer(self, value, status=200):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if self.behaviour == "crash-later":
            threading.Timer(0.2, lambda: os._exit(1)).start()


def system_stats():
    version = {}
    with open(os.path.join(HERE, "comfyui_version.py"), encoding="utf-8") as file:
        exec(file.read(), version)
    system = {
        "os": sys.platform,
        "comfyui_version": version["__version__"],
        "python_version": sys.version,
        "pytorch_version": "none",
        "argv": sys.argv,
    }
    device = {"name": "cpu", "type": "cpu", "index": None, "vram_total": 0, "vram_free": 0}
    return {"system": system, "devices": [device]}


def serve(arguments, catalogue, behaviour):
    if behaviour == "never-exits":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Handler.catalogue, Handler.behaviour = catalogue, behaviour
    Handler.queue = Queue(behaviour != "zombie")
    ThreadingHTTPServer.daemon_threads = True
    ThreadingHTTPServer.allow_reuse_address = True
    try:
        if behaviour == "port-taken":
            raise OSError("somebody has it")
        server = ThreadingHTTPServer((arguments.listen, arguments.port), Handler)
    except OSError as error:
        say("Port %d is already in use on address %s. Please close the other application or use a different port with --port." % (arguments.port, arguments.listen))
        raise SystemExit(1) from error
    say("Starting server\n")
    say("To see the GUI go to: http://%s:%d" % (arguments.listen, arguments.port))
    server.serve_forever()


def main():
    arguments = read_arguments()
    behaviour = read_behaviour()
    for paths in arguments.extra_model_paths_config:
        for path in paths:
            with open(path, encoding="utf-8"):
                say("Adding extra search paths of %s" % path)
    if arguments.temp_directory:
        say("Setting temp directory to: %s" % os.path.join(os.path.abspath(arguments.temp_directory), "temp"))
    prestart(arguments)
    if behaviour == "crash":
        raise RuntimeError("this ComfyUI crashes while it loads")
    if behaviour == "exit":
        return
    while behaviour == "hang":
        time.sleep(60)
    catalogue = import_packs(arguments, behaviour)
    if not arguments.quick_test_for_ci:
        serve(arguments, catalogue, behaviour)


main()
