// The story of the demonstration, played in a real browser by the people it names: each signs in at the moment the story
// gives, and does in the pages what the program does when it plays the story by itself. In the end both stand alike.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { openPage, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const story = parse(await readFile("../../examples/hangzhou-2018/story.toml", "utf8"));
/** The browser goes as far as this; the program plays the rest of the story alike. */
const UNTIL = "2018-10-31";
const PLAN = "/plans/1";

const browser = await startBrowser();
const data = await mkdtemp(join(tmpdir(), "luoshi-story-"));
let server;
let on; // The page of each person who signed in since the server was started.

/** The page of that person, who signs in where they have not yet. */
async function as(name) {
  if (on[name]) return on[name];
  const page = await openPage(browser);
  await page.goto(`${server.address}/sign-in?next=${PLAN}`);
  await page.fill("input[name=name]", name);
  await page.fill("input[name=password]", server.password);
  await Promise.all([page.waitForNavigation(), page.click("form.box .button")]);
  assert.match(page.url(), /plans\/1$/, `${name} signs in`);
  return (on[name] = page);
}

const go = (page, path) => page.goto(server.address + PLAN + path);

/** Fills in the form that is sent to `action`, sends it by the button, and sees that nothing was refused. */
async function send(page, action, fields, button = ".button") {
  const form = page.locator(`form[action="${PLAN}${action}"]`).filter({ has: page.locator(button) }).first();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const tag = await field.evaluate((it) => it.tagName);
    await (tag === "SELECT" ? field.selectOption(value) : field.fill(value));
  }
  await Promise.all([page.waitForNavigation(), form.locator(button).first().click()]);
  assert.equal(await page.locator("main .alert[role=alert]").count(), 0, await page.textContent("main"));
}

/** How far the sample tasks of a provision are at the end of a period, in per cent. */
function percent(provision, task, period) {
  const own = story.course.find((course) => course.of?.some((of) => of === provision || of === task));
  return String(Math.round(Number((own ?? story.course[0]).done[period]) * 10_000) / 100);
}

/** The provision of each task, as the assignment page orders them. */
async function provisions(page) {
  await go(page, "/assignment");
  return page.$$eval("details.provision", (found) =>
    Object.fromEntries(found.flatMap((it) => [...it.querySelectorAll(".assigned")].map((task) => [task.id, it.id]))));
}

/** Does the same with all reports of a period that wait for it, a page of the table at a time. */
async function together(page, period, act) {
  await go(page, `/cycles/${period}`);
  const button = page.locator(`#together button[value="${act}"]`);
  let before;
  while ((before = await button.count()) > 0) {
    await Promise.all([page.waitForNavigation(), button.click()]);
    assert.match(await page.textContent(".notice[role=status]"), /已处理 \d+ 项填报/);
    await go(page, `/cycles/${period}`);
  }
  assert.equal(before, 0);
}

const acts = {
  async assign(page, { provision, lead, responsible = [], support = [] }) {
    await go(page, "/assignment");
    await send(page, "/assign", { provision, lead, responsible: responsible.join("、"), support: support.join("、") });
  },
  async principle(page, { provision, reason }) {
    await go(page, "/assignment");
    await page.evaluate((id) => (document.getElementById(id).open = true), provision);
    const form = page.locator(`#${provision} form[action="${PLAN}/principles"]`);
    await form.locator("[name=reason]").fill(reason);
    await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
  },
  async link(page) {
    await go(page, "/links");
    await send(page, "/links", {});
  },
  async measure(page, { target, indicator, unit, baseline, of, agreed_by, at }) {
    await go(page, "/links");
    await send(page, `/targets/${target}/measure`, { indicator, unit, baseline, period: of, agreed_by, agreed_on: at.slice(0, 10) }, "button");
  },
  async plan(page, { task, leader, milestones }) {
    for (const { due, text } of milestones) {
      await go(page, `/tasks/${task}/plan`);
      const free = await page.$$eval("[name^=text-]", (found) => found.find((it) => !it.value).name.slice(5));
      await send(page, `/tasks/${task}/plan`, { leader, [`due-${free}`]: due, [`text-${free}`]: text });
    }
  },
  async issue(page) {
    await go(page, "/assignment");
    await send(page, "/issue", {});
    assert.match(await page.textContent("#issues"), /第 ?1 ?版/);
  },
  async accept(page, { organisations }) {
    for (const code of organisations) {
      await go(page, "/assignment");
      const form = page.locator(`form[action="${PLAN}/accept"]`).filter({ has: page.locator(`input[value="${code}"]`) });
      await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
    }
  },
  async "open-cycle"(page, { period }) {
    await go(page, "/cycles");
    await send(page, "/cycles", { period });
  },
  async report(page, { period, task, progress, narrative, problems = "", needs = "" }) {
    await go(page, `/tasks/${task}/reports`);
    const fields = { progress: String(Number(progress) * 100), narrative, problems, needs };
    await send(page, `/tasks/${task}/reports/${period}`, fields, 'button[value="submit"]');
  },
  async "report-the-rest"(page, { period }, person) {
    const places = await provisions(page);
    for (const organisation of person.held_for) {
      await go(page, `/cycles/${period}?organisation=${organisation}&state=none`);
      const tasks = await page.$$eval("table.board tbody tr td.nowrap a", (found) => found.map((it) => it.textContent.trim()).filter((text) => /^t\d+$/.test(text)));
      for (const task of tasks) {
        await go(page, `/tasks/${task}/reports`);
        const progress = percent(places[task], task, period);
        await send(page, `/tasks/${task}/reports/${period}`, { progress, narrative: `【示例】按计划推进，累计完成 ${progress}%。` }, 'button[value="submit"]');
      }
    }
  },
  async return(page, { period, task, reason }) {
    await go(page, `/tasks/${task}/reports`);
    await send(page, `/tasks/${task}/reports/${period}`, { reason }, 'button[value="return"]');
  },
  async take(page, { period, task, verified }) {
    await go(page, `/tasks/${task}/reports`);
    await send(page, `/tasks/${task}/reports/${period}`, { progress: String(Number(verified) * 100) }, 'button[value="accept"]');
  },
  "approve-all": (page, { period }) => together(page, period, "approve"),
  "take-all": (page, { period }) => together(page, period, "accept"),
};

/** What the table of a cycle says of each task: what was reported and verified, and its light. */
async function standing(page) {
  const told = [];
  for (let part = 0; ; part += 1) {
    await go(page, `/cycles/2018-Q3?page=${part}`);
    const rows = await page.$$eval("table.board tbody tr", (found) => found.map((row) => row.innerText.replace(/\s+/g, " ").trim()));
    told.push(...rows);
    if (!(await page.locator("a[rel=next]").count())) return told;
  }
}

let failed = 0;
let passed = 0;
async function step(name, act) {
  try {
    await act();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${String(error.stack).replace(/^/gm, "     ")}`);
  }
}

const ahead = story.act.filter((act) => act.at < UNTIL);
const days = [...new Set(ahead.map((act) => act.at.slice(0, 10)))];
for (const day of days) {
  const todays = ahead.filter((act) => act.at.startsWith(day));
  // The story begins at nine; what it tells of its first day is later.
  server = await startServer({ clock: `${day}T09:00`, data });
  on = {};
  const people = [...new Set(todays.map((act) => act.by))];
  await step(`${day}: ${people.join(", ")}`, async () => {
    for (const act of todays) {
      const page = await as(act.by);
      await acts[act.does](page, act, story.person.find((person) => person.name === act.by));
    }
    for (const [name, page] of Object.entries(on)) {
      assert.deepEqual(page.complaints, [], name);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 160)}`), [], `${name} at ${page.url()}`);
    }
  });
  if (failed) break;
  if (day !== days.at(-1)) await server.stop();
}

await step("played by the program it stands alike", async () => {
  const played = await standing(await as("office"));
  await server.stop();
  server = await startServer({ clock: `${days.at(-1)}T20:00` });
  on = {};
  assert.deepEqual(await standing(await as("office")), played);
  assert.ok(played.length > 100, `${played.length} tasks`);
});

await server.stop();
await browser.close();
await rm(data, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
