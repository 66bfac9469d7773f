// Starts the built server on a free port with a data directory of its own.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A port that nobody listens on. */
export async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => listener.once("listening", ready));
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  return port;
}

/**
 * The server's address, its first user, how to run another command on its data, and how to stop it.
 *
 * `clock` starts the demonstration at another moment: "2018-10-08T09:00". `data` is a directory that stays when the
 * server stops, so that another one can go on from it at a later moment; without it, one is made and removed.
 */
export async function startServer({ port = 0, options = [], clock, data: kept } = {}) {
  const binary = resolve(process.env.LUOSHI_BIN ?? "../../target/debug/luoshi");
  const data = kept ?? (await mkdtemp(join(tmpdir(), "luoshi-")));
  if (clock) options = [...options, "--clock", clock];
  const child = spawn(binary, ["serve", "--demo", "--data", data, "--listen", `127.0.0.1:${port}`, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise((told, failed) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("\n")) told(said);
    });
    child.on("exit", (code) => failed(new Error(`the server ended with ${code} before it said where to look`)));
  });
  const address = line.match(/http:\/\/\S+/)[0];
  const [, name, password] = line.match(/: (\S+) \/ (\S+)/);
  const stop = async () => {
    child.kill("SIGTERM");
    await new Promise((ended) => child.on("exit", ended));
    if (!kept) await rm(data, { recursive: true });
  };
  const run = (...command) => execFileSync(binary, [...command, "--data", data], { encoding: "utf8" });
  return { address, name, password, data, run, stop };
}
