// Signing in at a real OpenID provider, in a real browser: linking, signing in, and what is refused.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Provider from "oidc-provider";
import { openPage, startBrowser } from "./browser.mjs";
import { freePort, startServer } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [port, providerPort] = [await freePort(), await freePort()];
const [site, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${providerPort}`];
const secret = "a secret between two programs";

const provider = new Provider(issuer, {
  clients: [{ client_id: "luoshi", client_secret: secret, redirect_uris: [`${site}/sign-in/return`] }],
  pkce: { required: () => true },
  cookies: { keys: ["only a test"] },
});
const listening = provider.listen(providerPort, "127.0.0.1");

const files = await mkdtemp(join(tmpdir(), "luoshi-sign-on-"));
const secretFile = join(files, "oidc-secret.txt");
await writeFile(secretFile, `${secret}\n`);
const options = ["--oidc-issuer", issuer, "--oidc-client", "luoshi", "--oidc-secret", secretFile, "--site", site];
const server = await startServer({ port, options });
const browser = await startBrowser();

/** Clicks what leads to another page, and waits for it. */
const submit = (on, button) => Promise.all([on.waitForNavigation(), on.click(button)]);
const violations = async (on) => {
  await on.evaluate(axe);
  return (await on.evaluate(() => window.axe.run())).violations.map((it) => it.id);
};

/** Says at the provider who one is, and agrees to be known here. */
async function sayWho(on, login) {
  if (await on.locator("input[name=login]").count()) {
    await on.fill("input[name=login]", login);
    await on.fill("input[name=password]", "anything");
    await submit(on, "button[type=submit]");
  }
  await submit(on, "button[type=submit]");
}

async function run() {
  const office = await openPage(browser);
  await office.goto(`${site}/sign-in?next=/account`);
  await office.fill("input[name=name]", server.name);
  await office.fill("input[name=password]", server.password);
  await submit(office, "form.box .button");
  assert.deepEqual(await violations(office), []);
  await office.fill("form[action='/account/identity'] input[name=password]", "wrong");
  await submit(office, "form[action='/account/identity'] .button");
  assert.match(await office.textContent("main"), /口令/, "linking asks for the password");
  await office.goto(`${site}/account`);
  await office.fill("form[action='/account/identity'] input[name=password]", server.password);
  await submit(office, "form[action='/account/identity'] .button");
  assert.deepEqual(await violations(office), []);
  await submit(office, "main a.button");
  await sayWho(office, "sun");
  assert.equal(office.url(), `${site}/account`);
  assert.match(await office.textContent("main"), /已与统一身份认证关联/);
  console.log("ok   an account is linked by its user, with the password");

  await submit(office, ".sign-out button");
  await office.goto(`${site}/sign-in?next=/plans`);
  assert.deepEqual(await violations(office), []);
  await submit(office, "a[href^='/sign-in/provider']");
  if (!office.url().startsWith(site)) await sayWho(office, "sun");
  assert.equal(office.url(), `${site}/plans`);
  assert.match(await office.textContent(".user"), /\S/);
  console.log("ok   whoever linked an account signs in at the provider");

  const stranger = await openPage(browser);
  await stranger.goto(`${site}/sign-in`);
  await submit(stranger, "a[href^='/sign-in/provider']");
  await sayWho(stranger, "somebody else");
  assert.match(await stranger.textContent("main"), /还没有关联账号/);
  assert.equal(await stranger.locator(".user").count(), 0);
  console.log("ok   whoever the provider knows and nobody linked is not let in");

  for (const query of ["?state=forged&code=forged", "?code=x", ""]) {
    const answer = await fetch(`${site}/sign-in/return${query}`);
    assert.equal(answer.status, 400, query);
  }
  const foreign = await fetch(`${site}/sign-in/return?state=a&code=forged`, { headers: { cookie: "luoshi_begun=a|b|c|%2F" } });
  assert.equal(foreign.status, 401, "the provider knows no such code");
  const elsewhere = await fetch(`${site}/sign-in/provider?next=//evil.example`, { redirect: "manual" });
  assert.ok(decodeURIComponent(elsewhere.headers.get("set-cookie").split(";")[0]).endsWith("|/"), "only addresses of this site are gone on to");
  console.log("ok   an answer that was not asked for is refused");

  await submit(office, "a.user");
  await submit(office, "form[action='/account/identity/remove'] .button");
  assert.equal(await office.locator("form[action='/account/identity']").count(), 1);
  await submit(office, ".sign-out button");
  await office.goto(`${site}/sign-in`);
  await submit(office, "a[href^='/sign-in/provider']");
  assert.match(await office.textContent("main"), /还没有关联账号/);
  console.log("ok   an account that was unlinked is not signed in to");

  const done = server.run("audit", "export").split("\n").filter(Boolean).map((line) => JSON.parse(line).action);
  for (const action of ["link_identity", "sign_in_by_identity", "unlink_identity"]) assert.ok(done.includes(action), action);
  await new Promise((closed) => { listening.closeAllConnections(); listening.close(closed); });
  const away = await fetch(`${site}/sign-in/provider`);
  assert.equal(away.status, 502);
  assert.match(await away.text(), /连接不上/);
  console.log("ok   a provider that is away is told of");
  // The provider's own pages ask for fonts that this machine may not reach.
  const complaints = [...office.complaints, ...stranger.complaints].filter((it) => !it.includes("net::ERR_"));
  assert.deepEqual(complaints, []);
}

try {
  await run();
} catch (error) {
  console.log(`FAIL ${error.stack}`);
  process.exitCode = 1;
}
await browser.close();
await server.stop();
listening.close();
await rm(files, { recursive: true });
