// Debian's Chromium, and pages that notice every error on the console.
import { chromium } from "playwright-core";

export const WIDTHS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"],
  });
}

/** A page whose console errors are kept in `page.complaints`; a refused form's own status is none. */
export async function openPage(browser, viewport = WIDTHS.desk) {
  const context = await browser.newContext({ viewport, locale: "zh-CN", acceptDownloads: true });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => {
    const refused = /status of (4\d\d)/.test(message.text());
    if (message.type() === "error" && !refused) page.complaints.push(message.text());
  });
  return page;
}
