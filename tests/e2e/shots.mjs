// Makes the pictures of the README from the running demonstration.
import { mkdir } from "node:fs/promises";
import { openPage, startBrowser, WIDTHS } from "./browser.mjs";
import { startServer } from "./server.mjs";

const folder = "../../docs/pictures";
const server = await startServer();
const browser = await startBrowser();
const page = await openPage(browser, WIDTHS.desk);
await mkdir(folder, { recursive: true });
for (const [name, path] of [
  ["overview", "/plans/1"],
  ["document", "/plans/1/document?task=t12#t12"],
  ["tasks", "/plans/1/tasks?provision=chp_3"],
  ["targets", "/plans/1/targets"],
]) {
  await page.goto(server.address + path);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${folder}/${name}.png` });
}
await browser.close();
await server.stop();
