// Notices leave the house: by mail to a real SMTP server, to a webhook whose signature is checked, each once.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startServer } from "./server.mjs";

const files = await mkdtemp(join(tmpdir(), "luoshi-mail-"));
const [maildir, data] = [join(files, "mail"), join(files, "data")];
const secret = "a shared secret of the two";
const pause = (milliseconds) => new Promise((over) => setTimeout(over, milliseconds));

/** Waits until something is there, half a minute at most. */
async function until(what, look) {
  for (let turn = 0; turn < 150; turn += 1) {
    const found = await look();
    if (found) return found;
    await pause(300);
  }
  throw new Error(`${what} did not come`);
}

const smtpPort = await freePort();
const smtp = spawn("python3", ["-m", "aiosmtpd", "-n", "-l", `127.0.0.1:${smtpPort}`, "-c", "aiosmtpd.handlers.Mailbox", maildir], { stdio: "inherit" });
const answers = () =>
  new Promise((told) => {
    const socket = connect(smtpPort, "127.0.0.1", () => (socket.end(), told(true)));
    socket.on("error", () => told(false));
  });
await until("the SMTP server", answers);
const mails = async () => {
  const names = await readdir(join(maildir, "new")).catch(() => []);
  return Promise.all(names.map((name) => readFile(join(maildir, "new", name), "utf8")));
};

const posted = [];
const hook = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    posted.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
});
hook.listen(0, "127.0.0.1");
await new Promise((ready) => hook.once("listening", ready));
const secretFile = join(files, "webhook-secret.txt");
await writeFile(secretFile, `${secret}\n`);
const options = [
  ...["--smtp", `smtp://127.0.0.1:${smtpPort}`, "--mail-from", "落实 <luoshi@example.org>"],
  ...["--webhook", `http://127.0.0.1:${hook.address().port}/told`, "--webhook-secret", secretFile],
  ...["--site", "https://luoshi.example"],
];
const start = (clock) => startServer({ data, clock, options });

/** Somebody who signed in, by the requests their browser would send. */
async function signIn(address, name, password) {
  const post = async (path, form, cookie = "") =>
    fetch(address + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin: address, cookie, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
  const cookieOf = (answer) => answer.headers.get("set-cookie")?.split(";")[0];
  let cookie = cookieOf(await post("/sign-in", { name, password, next: "/" }));
  assert.ok(cookie, `${name} signs in`);
  return {
    get: async (path) => (await fetch(address + path, { headers: { cookie } })).text(),
    post: async (path, form) => {
      const answer = await post(path, form, cookie);
      assert.equal(answer.status, 303, `${path}: ${answer.status}`);
      cookie = cookieOf(answer) ?? cookie;
    },
  };
}

async function run() {
  // The evening before the story issues the plan: everything is assigned.
  let server = await start("2018-08-07T18:00");
  try {
    const wang = await signIn(server.address, "wangfang", server.password);
    await wang.post("/notices/mail", { address: "wang@example.org", language: "zh", rhythm: "daily", at_once: "issued" });
    const office = await signIn(server.address, server.name, server.password);
    await office.post("/plans/1/issue", {});

    const [mail] = await until("the mail", async () => ((await mails()).length ? mails() : null));
    assert.match(mail, /^To: wang@example\.org$/m);
    assert.match(mail, /^Auto-Submitted: auto-generated$/m);
    const text = Buffer.from(mail.split(/\r?\n\r?\n/).slice(1).join(""), "base64").toString();
    assert.match(text, /已交办，请签收/);
    assert.match(text, /https:\/\/luoshi\.example\/plans\/1\/assignment/);
    const noticesOf = (it) => JSON.parse(it.body).notices;
    const isWangs = (notice) => notice.recipient === "wangfang";
    const told = await until("the webhook", () => posted.find((it) => noticesOf(it).some(isWangs)));
    const [moment, signature] = [told.headers["luoshi-timestamp"], told.headers["luoshi-signature"]];
    const expected = createHmac("sha256", secret).update(`${moment}.${told.body}`).digest("hex");
    assert.equal(signature, `v1=${expected}`);
    const notice = noticesOf(told).find(isWangs);
    assert.deepEqual([notice.kind, notice.plan], ["issued", 1]);
    assert.match(await wang.get("/desk"), /签收/);
    await pause(1000);
    const before = posted.length;
    await server.stop();
    server = await start("2018-08-07T20:00");
    await pause(4000);
    assert.equal((await mails()).length, 1, "nothing is sent again after the server restarts");
    assert.equal(posted.length, before);
  } finally {
    await server.stop();
  }
}

try {
  await run();
  console.log("mail: notices go out by SMTP and webhook, signed, once");
} finally {
  smtp.kill();
  hook.close();
  await rm(files, { recursive: true });
}
