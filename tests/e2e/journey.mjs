// One journey through the product, as somebody at a leading group's office would go.
import assert from "node:assert/strict";
import { readFile, writeFile, mkdtemp, rm } from "node:fs/promises";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { openPage, startBrowser, WIDTHS } from "./browser.mjs";
import { startServer } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const steps = [];
const step = (name, act) => steps.push({ name, act });

const server = await startServer();
const browser = await startBrowser();
const page = await openPage(browser);
const files = await mkdtemp(join(tmpdir(), "luoshi-files-"));
const open = (path, on = page) => on.goto(server.address + path);

/** The texts of a workbook's first sheet, row by row. */
function readSheet(bytes) {
  const parts = unzipSync(new Uint8Array(bytes));
  const text = (xml) => [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((found) => found[1]).join("");
  const shared = [...strFromU8(parts["xl/sharedStrings.xml"]).matchAll(/<si>(.*?)<\/si>/gs)].map((found) => text(found[1]));
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"]);
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map((row) =>
    [...row[1].matchAll(/<c [^>]*t="s"[^>]*><v>(\d+)<\/v>/g)].map((cell) => shared[Number(cell[1])]));
}

/** A text in GB18030, by asking the decoder what each pair of bytes means. */
function inGb18030(text) {
  const decoder = new TextDecoder("gb18030");
  const pairs = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Buffer.from([...text].flatMap((letter) => (letter.charCodeAt(0) < 0x80 ? letter.charCodeAt(0) : pairs.get(letter))));
}

const OWN_PASSWORD = "granite otter violin";

/** Clicks what leads to another page, and waits for it. */
const submit = (on, button) => Promise.all([on.waitForNavigation(), on.click(button)]);

async function signIn(on, name, password) {
  await open("/sign-in?next=/account", on);
  await on.fill("input[name=name]", name);
  await on.fill("input[name=password]", password);
  await submit(on, "form.box .button");
}

/** Changes the password for the first time to one of their own. */
async function takePassword(on, first) {
  await on.fill("input[name=old]", first);
  await on.fill("input[name=new]", OWN_PASSWORD);
  await on.fill("input[name=again]", OWN_PASSWORD);
  await submit(on, "form[action='/account/password'] .button");
}

/** A browser of somebody who holds that role, let in from the command line. */
async function administrator(role) {
  const [, password] = server.run("user", "add", role).match(/password (\S+)/);
  server.run("user", "grant", role, role);
  const on = await openPage(browser);
  await signIn(on, role, password);
  await takePassword(on, password);
  return on;
}

/** What an authenticator app shows (RFC 6238) that was told the key. */
function appCode(key) {
  const bits = [...key].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g).map((byte) => parseInt(byte, 2));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", Buffer.from(bytes)).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** What axe finds on the page that is open, and whether it is too wide. */
async function violations(on) {
  await on.evaluate(axe);
  const { violations } = await on.evaluate(() => axe.run());
  const told = violations.map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 160)}`);
  const wide = await on.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return wide > 0 ? [...told, `${wide} pixels too wide`] : told;
}

/** The same of each page, in both languages at both widths; it ends in Chinese at the desk. */
async function complaints(paths, on = page) {
  const told = [];
  for (const language of ["en", "zh"]) {
    await open(`/language/${language}?next=/plans`, on);
    assert.equal(await on.getAttribute("html", "lang"), language);
    for (const [name, viewport] of Object.entries(WIDTHS)) {
      await on.setViewportSize(viewport);
      for (const path of paths) {
        await open(path, on);
        told.push(...(await violations(on)).map((it) => `${language} ${name} ${path}: ${it}`));
      }
    }
  }
  await on.setViewportSize(WIDTHS.desk);
  return told;
}

async function upload(name, bytes, form = "/import") {
  const file = join(files, name);
  await writeFile(file, bytes);
  await open(form);
  await page.setInputFiles("input[type=file]", file);
  await Promise.all([page.waitForNavigation({ timeout: 60_000 }), page.click("form.box .button")]);
}

step("the first page is the overview of the only plan", async () => {
  await open("/");
  assert.match(page.url(), /\/plans\/1$/);
  assert.match(await page.textContent("h1"), /进一步提升城市国际化水平的实施意见/);
  const figures = await page.$$eval(".figures dd", (found) => found.map((it) => it.textContent.trim()));
  assert.deepEqual(figures.slice(0, 2), ["12", "33"]);
  assert.equal(figures[3], "7");
});

step("the living document looks like the document, healed", async () => {
  await page.click(".tabs a:nth-child(2)");
  assert.equal(await page.textContent(".line-letterhead p"), "中共杭州市委文件");
  assert.equal(await page.locator(".line-chapter").count(), 12);
  assert.equal(await page.locator(".line-article").count(), 33);
  const text = await page.textContent(".paper");
  assert.ok(text.includes("浓厚氛围"), "a page break inside a sentence is healed");
  assert.ok(text.includes("以“全球聚才十条”为核心"), "a doubled quotation mark is healed");
});

step("a click on a sentence opens its task beside the text", async () => {
  const sentence = page.locator(".commit", { hasText: "扩建国际航站楼" }).first();
  const id = await sentence.getAttribute("data-open");
  await sentence.click();
  await page.waitForSelector(".panel .detail");
  assert.match(await page.textContent(".panel h2"), /扩建国际航站楼/);
  assert.match(await page.textContent(".panel .facts"), /全面提升空港国际能级/);
  assert.match(await page.textContent(".panel .reports"), /核实进度/);
  assert.ok(page.url().endsWith(`?task=${id}#${id}`), "the address can be sent to somebody");
});

step("the same card opens by its address, and by keyboard", async () => {
  await page.reload();
  assert.match(await page.textContent(".panel h2"), /扩建国际航站楼/);
  const next = page.locator(".commit", { hasText: "高水平打造杭州临空经济示范区" }).first();
  await next.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".panel h2")?.textContent.includes("临空经济示范区"));
});

step("a number in the text opens its target", async () => {
  const number = page.locator(".target", { hasText: "旅客吞吐量" }).first();
  assert.match(await number.textContent(), /≥ 4600 万人次/);
  await number.click();
  await page.waitForFunction(() => document.querySelector(".panel .target-value"));
  assert.match(await page.textContent(".panel .target-value"), /≥ 4600 万人次.*力争/s);
});

step("the filter dims the rest of the text", async () => {
  await page.fill("#document-filter input", "跨境电商");
  await page.waitForSelector(".paper.filtered");
  const [dimmed, all] = await page.evaluate(() =>
    [".commit.dimmed", ".commit"].map((found) => document.querySelectorAll(`.paper ${found}`).length));
  assert.ok(dimmed > 0 && dimmed < all, `${dimmed} of ${all}`);
});

step("a chapter of the text can be picked out", async () => {
  await page.fill("#document-filter input", "");
  await page.selectOption("#document-filter select[name=chapter]", "chp_3");
  const lit = await page.$$eval(".paper .commit:not(.dimmed)", (found) => found.map((it) => it.textContent));
  assert.ok(lit.length > 5 && lit.some((text) => text.includes("扩建国际航站楼")), `${lit.length} lit`);
  assert.ok(!lit.some((text) => text.includes("对标国际公认标准")));
});

step("each lamp stands on the line its sentence begins on, none on another", async () => {
  const crossed = await page.evaluate(() => {
    const lamps = [...document.querySelectorAll(".margin-lamp")];
    const middle = (box) => box.top + box.height / 2;
    const boxes = lamps.map((lamp) => lamp.querySelector("svg").getBoundingClientRect());
    const astray = lamps.filter((lamp, at) => {
      const opening = document.createRange();
      opening.setStart(lamp.previousSibling, 0);
      opening.setEnd(lamp.previousSibling, 1);
      return Math.abs(middle(opening.getBoundingClientRect()) - middle(boxes[at])) > 8;
    });
    const hidden = boxes.filter((box, at) => at > 0 && Math.abs(box.top - boxes[at - 1].top) < 6 && Math.abs(box.left - boxes[at - 1].left) < 6);
    return [lamps.length > 100, astray.length, hidden.length];
  });
  assert.deepEqual(crossed, [true, 0, 0]);
});

step("on a phone the card lies over the text and gives the focus back", async () => {
  await page.setViewportSize(WIDTHS.phone);
  await open("/plans/1/document");
  const sentence = page.locator(".commit[id]").first();
  await sentence.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".panel.open .detail");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".panel").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), await sentence.getAttribute("id"));
  await page.setViewportSize(WIDTHS.desk);
});

step("the targets are the seven of the document, and its directions", async () => {
  await page.click(".tabs a:nth-child(4)");
  const rows = await page.$$eval("section:first-of-type tbody tr", (found) => found.map((row) =>
    [row.cells[0].textContent.trim(), row.cells[1].textContent.trim().replace(/\s+/g, " ")].join(" ")));
  assert.deepEqual(rows, [
    "货物贸易进出口总额 > 5900 亿元", "实际利用外资 > 200 亿美元", "旅客吞吐量 ≥ 4600 万人次 力争", "货邮吞吐量 ≥ 60 万吨 力争",
    "国际及地区通航点 ≥ 50 个 力争", "省级及以上境外经贸合作区 ≥ 4 个 力争", "国际友城 ≥ 32 对",
  ]);
  assert.match(await page.textContent("main"), /服务贸易占对外贸易比重\s*↑/);
});

step("the task table is filtered without leaving the page", async () => {
  await page.click(".tabs a:nth-child(3)");
  const count = () => page.$$eval("table.tasks .task-text", (found) => found.length);
  const all = await count();
  await page.selectOption("select[name=provision]", "chp_3");
  await page.waitForFunction((before) => document.querySelectorAll("table.tasks .task-text").length < before, all);
  assert.match(page.url(), /provision=chp_3/);
  const chapters = await page.$$eval(".chapter-row", (found) => found.map((row) => row.textContent.trim()));
  assert.deepEqual(chapters, ["三、建设亚太门户枢纽"]);
});

step("the filtered table comes back from the spreadsheet", async () => {
  const shown = await page.$$eval("table.tasks .task-text", (found) => found.map((cell) => cell.textContent.trim()));
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  assert.match(download.suggestedFilename(), /任务分解表.*\.xlsx$/);
  const rows = readSheet(await readFile(await download.path()));
  assert.ok(rows.some((row) => row.includes("三、建设亚太门户枢纽")));
  const tasks = rows.filter((row) => /^t\d+$/.test(row[0])).map((row) => row.find((cell) => shown.includes(cell)));
  assert.deepEqual(tasks, shown);
});

step("whoever has not signed in is sent to sign in, and then on", async () => {
  await open("/import");
  assert.match(page.url(), /\/sign-in/);
  await page.fill("input[name=name]", server.name);
  await page.fill("input[name=password]", "wrong");
  await page.click("form.box .button");
  assert.match(await page.textContent("[role=alert]"), /用户名或口令不对/);
  await page.fill("input[name=password]", server.password);
  await page.click("form.box .button");
  await page.waitForURL(/\/import$/);
});

const NOTICE = `某市人民政府关于加快发展冰雪运动的实施意见

某政发〔2021〕7号

各区人民政府，市政府各部门：

为加快发展冰雪运动，现提出如下意见。

一、主要目标

到2025年，建成滑冰馆12个，参与冰雪运动人数达到200万人次。

二、重点任务

（一）加强场地建设。新建市冰上运动中心，2022年底前完成主体工程。（责任单位：市体育局、市住房城乡建设局）

（二）支持社会参与。鼓励企业举办冰雪赛事。（市体育局牵头，市财政局配合）

某市人民政府

2021年3月5日
`;

/** Accepts what is left of the review that is open, and publishes it. */
async function publish() {
  const accept = page.locator('.review-bar form[action$="/all"] button');
  while (await accept.count()) {
    const before = page.url();
    await accept.click();
    await page.waitForFunction((url) => location.href !== url, before);
  }
  await Promise.all([page.waitForNavigation(), page.click('.review-bar form[action$="/publish"] button')]);
}

const card = () => page.textContent(".review-card h2");
const decided = () => page.textContent(".review-progress span");
/** Presses a key, and waits until the page has answered. */
async function press(key) {
  const before = await page.evaluateHandle(() => document.getElementById("review"));
  await page.keyboard.press(key);
  await page.waitForFunction((old) => document.getElementById("review") !== old, before);
}

step("what is proposed is reviewed beside the text, by keyboard", async () => {
  await upload("冰雪.txt", Buffer.from(NOTICE));
  assert.match(page.url(), /\/intakes\/1$/);
  await page.click(".review-tabs a:last-child");
  await page.waitForFunction(() => location.search.includes("show=all"));
  await page.click('.mark:has-text("新建市冰上运动中心")');
  await page.waitForFunction(() => document.querySelector(".review-card h2").textContent.includes("新建市冰上运动中心"));
  assert.ok(await page.locator(".mark.selected", { hasText: "新建市冰上运动中心" }).count());
  await press("a");
  assert.match(await decided(), /^1 \//);
  assert.match(await card(), /鼓励企业/);
  await press("k");
  assert.match(await page.textContent(".decision-accepted"), /已采纳/);
  await press("u");
  assert.match(await decided(), /^0 \//);

  await page.keyboard.press("e");
  await page.fill("input[name=due]", "2022-06");
  await page.fill("input[name=lead]", "市体育局");
  await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.click('button[value="amend"]')]);
  await page.waitForFunction(() => document.querySelector(".review-progress span").textContent.startsWith("1 /"));
  await press("k");
  assert.equal(await page.inputValue("input[name=due]"), "2022-06");

  await page.keyboard.press("s");
  await page.click(".cut >> nth=0");
  await page.waitForFunction(() => !document.querySelector(".review-card h2").textContent.includes("主体工程"));
  assert.equal(await page.locator(".mark", { hasText: "2022年底前完成主体工程" }).count(), 1);
  await press("m");
  assert.match(await card(), /新建市冰上运动中心，2022年底前完成主体工程/);
});

step("a review stands as it was left, and what is missing is picked out of the text", async () => {
  const before = await decided();
  await page.reload();
  assert.equal(await decided(), before);
  await page.evaluate(() => {
    const line = [...document.querySelectorAll(".line")].find((it) => it.textContent.includes("参与冰雪运动人数"));
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let text = walker.nextNode();
    while (!text.data.includes("滑冰馆12个")) text = walker.nextNode();
    const at = text.data.indexOf("滑冰馆12个");
    getSelection().setBaseAndExtent(text, at, text, at + 6);
  });
  await page.waitForFunction(() => document.querySelector("#pick textarea").value === "滑冰馆12个");
  await page.evaluate(() => document.activeElement.blur());
  await press("t");
  assert.equal(await card(), "滑冰馆12个");
  assert.match(await page.textContent(".review-card"), /人工选取/);
  await press("r");
  await page.click('.review-bar form[action$="/publish"] button');
  await page.waitForURL(/note=open/);
  assert.match(await page.textContent("[role=alert]"), /没有决定/);
});

step("another document becomes a plan the same way", async () => {
  await publish();
  assert.match(await page.textContent("h1"), /导入完成/);
  await page.click("main .button");
  assert.match(await page.textContent(".hero"), /某政发〔2021〕7号/);
  await page.click(".tabs a:nth-child(4)");
  const text = await page.textContent("main");
  assert.match(text, /≥ 12 个/);
  assert.match(text, /≥ 200 万人次/);
  await page.click(".tabs a:nth-child(3)");
  assert.match(await page.textContent("table.tasks"), /市体育局/);
});

step("a text in GB18030 is read as well, and what it becomes can be loaded again", async () => {
  await upload("国标.txt", inGb18030(NOTICE.replaceAll("某市", "某县")));
  await publish();
  assert.match(page.url(), /\/plans\/3\/imported$/);
  await page.reload();
  assert.match(await page.textContent("h1"), /导入完成/);
  await open("/plans/3/document");
  assert.match(await page.textContent(".paper"), /某县人民政府关于加快发展冰雪运动的实施意见/);
});

step("what is no document gets a clear message and nothing is stored", async () => {
  await upload("冰雪.txt", Buffer.from(NOTICE));
  assert.match(await page.textContent("[role=alert]"), /以前导入过/);
  await upload("photo.txt", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]));
  assert.match(await page.textContent("[role=alert]"), /photo\.txt.*没有导入/s);
  await upload("empty.txt", Buffer.from(""));
  assert.match(await page.textContent("[role=alert]"), /空/);
  await upload("huge.txt", Buffer.alloc(100 * 1024 * 1024, "a"));
  assert.match(await page.textContent("[role=alert]"), /超过 32 MB/);
  await open("/plans");
  assert.equal(await page.locator(".card").count(), 3);
});

step("a corrected version is reviewed where it differs, and updates the plan", async () => {
  await open("/plans/2");
  const form = await page.getAttribute(".hero-links a:last-child", "href");
  await upload("冰雪修订.txt", Buffer.from(NOTICE.replace("滑冰馆12个", "滑冰馆15个")), form);
  assert.match(await page.textContent(".doubts"), /修订版改动了这里/);
  await page.click(".reviewing .page-head a");
  assert.equal(await page.textContent("ins"), "5");
  assert.equal(await page.textContent("del"), "2");
  await page.click(".back a");
  await publish();
  await open("/plans/2/targets");
  assert.match(await page.textContent("main"), /≥ 15 个/);
});

step("a plain letter becomes a plain plan", async () => {
  await upload("letter.txt", Buffer.from("关于做好防汛工作的通知\n\n各区人民政府：\n\n请于2018年6月底前完成隐患排查。\n"));
  await publish();
  assert.match(await page.textContent("main"), /没有编号的条款/);
});

step("the pages speak English, and every page passes axe at both widths", async () => {
  const paths = ["/plans", "/plans/1", "/plans/1/document?task=t3", "/plans/1/tasks", "/plans/1/tasks/t3", "/plans/1/targets", "/plans/1/targets/k5", "/plans/1/fairness", "/plans/1/assignment", "/plans/1/cycles", "/plans/1/tasks/t3/reports", "/intakes/1?show=all&item=1", "/intakes/5", "/intakes/5?show=all&item=1", "/intakes/5/changes", "/import?revises=2", "/terms", "/organisations?on=2018-07-30", "/organisations?on=2018-07-30&words=商务", "/rules", "/rules/land.per_mu?example=3", "/import", "/users", "/users/office", "/account", "/account/second-factor", "/sign-in", "/no-such-page"];
  await upload("再修订.txt", Buffer.from(NOTICE.replace("滑冰馆12个", "滑冰馆18个")), "/import?revises=2");
  assert.match(page.url(), /intakes\/5$/);
  assert.deepEqual(await complaints(paths), []);
});

step("two administrators let somebody in, who takes a password and a second factor of their own", async () => {
  const [system, security] = [await administrator("administrator"), await administrator("security")];
  await open("/users", system);
  await system.fill("input[name=name]", "li");
  await system.fill("input[name=display_name]", "李丽");
  await system.fill("input[name=organisation]", "市商务局");
  await submit(system, "form[action='/users'] .button");
  const first = await system.textContent(".secret");
  assert.deepEqual(await complaints(["/users", "/users/li"], system), []);

  await open("/users/li", security);
  await security.selectOption("select[name=role]", "reporter");
  await security.fill("input[name=organisation]", "市商务局");
  await submit(security, "form[action$='/grants'] .button");
  assert.match(await security.textContent(".grants"), /填报\s+市商务局/);
  assert.deepEqual(await complaints(["/users/li"], security), []);

  const li = await openPage(browser);
  await signIn(li, "li", first);
  assert.match(await li.textContent("[role=alert]"), /首次登录的口令/);
  await takePassword(li, first);
  await li.click("a[href='/account/second-factor']");
  await li.fill("input[name=code]", appCode(await li.textContent("code.secret")));
  await submit(li, "form .button");
  assert.equal(await li.locator(".codes li").count(), 10);
  assert.deepEqual(await violations(li), []);
  const recovery = await li.locator(".codes li").first().textContent();
  assert.deepEqual(await complaints(["/account"], li), []);
  await li.click(".sign-out button");
  await signIn(li, "li", OWN_PASSWORD);
  await li.fill("input[name=password]", OWN_PASSWORD);
  await li.fill("input[name=code]", recovery);
  await submit(li, "form.box .button");
  assert.match(await li.textContent(".user"), /李丽/);
  assert.deepEqual([...system.complaints, ...security.complaints, ...li.complaints], []);
});

step("signing out ends the session", async () => {
  await page.setViewportSize(WIDTHS.desk);
  await open("/plans");
  await page.click(".sign-out button");
  await open("/plans/2");
  assert.match(await page.textContent("main"), /没有找到/);
});

step("nothing was complained of on the console", async () => {
  assert.deepEqual(page.complaints, []);
});

let failed = 0;
for (const { name, act } of steps) {
  try {
    await act();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     at ${page.url()}\n${String(error.stack).replace(/^/gm, "     ")}`);
  }
}
await browser.close();
await server.stop();
await rm(files, { recursive: true });
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
