// Opens a report in a real browser and looks: console errors, sideways overflow, both languages, phone and desktop,
// light and dark, paper; leaves screenshots. Run it from a folder outside the repository:
//   cd $(mktemp -d) && npm install playwright-core
//   node /path/to/crates/report/browser/check.mjs /tmp/sample.html /tmp/shots
// (playwright-core is looked up from the current folder; CHROMIUM names another browser than /usr/bin/chromium)
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(join(process.cwd(), "package.json"))("playwright-core");
const [html, out] = process.argv.slice(2);
if (!html || !out) throw new Error("usage: check.mjs REPORT.html OUT_DIR");
mkdirSync(out, { recursive: true });

const problems = [];
const screens = { desktop: { width: 1280, height: 1600 }, phone: { width: 390, height: 844 }, narrow: { width: 360, height: 740 } };
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});

/** Opens the report; everything it complains about or tries to fetch is a problem. */
async function open(name, options) {
  const context = await browser.newContext({ deviceScaleFactor: 1, ...options });
  const page = await context.newPage();
  page.on("console", (line) => line.type() === "error" && problems.push(`${name}: console: ${line.text()}`));
  page.on("pageerror", (error) => problems.push(`${name}: ${error}`));
  page.on("request", (request) => /^https?:/.test(request.url()) && problems.push(`${name}: fetches ${request.url()}`));
  const began = Date.now();
  await page.goto(pathToFileURL(resolve(html)).href);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const took = Date.now() - began;
  if (took > 2000) problems.push(`${name}: opened after ${took} ms`);
  return { context, page, took };
}

/** Nothing but boxes that scroll by themselves may be wider than the screen. */
async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) problems.push(`${name}: ${wide} px wider than the screen`);
}

async function look(screen, language, scheme = "light") {
  const name = `${screen}-${language}${scheme === "dark" ? "-dark" : ""}`;
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const { context, page, took } = await open(name, { viewport: screens[screen], colorScheme: scheme, locale });
  const chosen = await page.evaluate(() => document.documentElement.lang);
  if (chosen !== language) problems.push(`${name}: speaks ${chosen}`);
  await fits(page, name);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await rings(page, name);
  const cases = page.locator("details.case:not(.ring)");
  if (await cases.count()) {
    await cases.first().locator("summary").first().focus();
    await page.keyboard.press("Enter");
    if (!(await cases.first().evaluate((one) => one.open))) problems.push(`${name}: Enter does not open a case`);
    await page.evaluate(() => document.querySelectorAll("details.fold:not(.rest)").forEach((fold) => { fold.open = true; }));
    await fits(page, `${name}, open`);
    await cases.first().screenshot({ path: join(out, `${name}-case.png`) });
    await page.screenshot({ path: join(out, `${name}-page.png`), fullPage: (await cases.count()) < 60 });
  }
  console.log(`${name}: ${took} ms`);
  await context.close();
}

/** Every ring opens, fits, and its picture can be read: real text stays in its box and covers no other text. */
async function rings(page, name) {
  const all = page.locator("details.ring");
  for (let place = 0; place < Math.min(await all.count(), 12); place += 1) {
    const ring = all.nth(place);
    await ring.locator("summary").first().click();
    if (!(await ring.evaluate((one) => one.open))) problems.push(`${name}: ring ${place + 1} does not open`);
    await ring.evaluate((one) => one.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
    await fits(page, `${name}, ring ${place + 1}`);
    if (!(await ring.locator(".ringpic svg").first().isVisible())) problems.push(`${name}: ring ${place + 1} has no picture`);
    for (const found of await ring.evaluate(unreadable)) problems.push(`${name}, ring ${place + 1}: ${found}`);
    if (place < 4) await ring.screenshot({ path: join(out, `${name}-ring-${place + 1}.png`) });
    await ring.locator("summary").first().click();
  }
}

/** Runs in the page: texts that leave their box, that other texts cover, or that leave the picture. */
function unreadable(ring) {
  const found = [];
  for (const svg of ring.querySelectorAll(".ringpic .plot svg")) {
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.getClientRects().length);
    const frame = svg.getBoundingClientRect();
    const level = [];
    for (const text of texts) {
      const place = text.getBoundingClientRect();
      const words = text.textContent.slice(0, 40);
      if (place.left < frame.left - 1 || place.right > frame.right + 1 || place.top < frame.top - 1 || place.bottom > frame.bottom + 1) found.push(`"${words}" leaves the picture`);
      // Leaning words have boxes that overlap without the words doing so; the unit tests turn them.
      if ((text.getAttribute("transform") || "").includes("rotate")) continue;
      const group = text.closest(".account, .shared, .outsider");
      const body = group && group.querySelector(".body");
      if (body && place.right > body.getBoundingClientRect().right - 2) found.push(`"${words}" leaves its box`);
      level.push([words, place]);
    }
    level.forEach(([words, a], at) => level.slice(at + 1).forEach(([other, b]) => {
      const covers = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
      if (covers) found.push(`"${words}" covers "${other}"`);
    }));
  }
  return found.slice(0, 5);
}

/** Without JavaScript: the switch still switches, a case still opens. */
async function plain() {
  const { context, page } = await open("plain", { viewport: screens.phone, javaScriptEnabled: true });
  await context.close();
  const bare = await browser.newContext({ viewport: screens.phone, javaScriptEnabled: false });
  const still = await bare.newPage();
  await still.goto(pathToFileURL(resolve(html)).href);
  await still.locator("label[for=l-ja]").click();
  const seen = async (language) => still.locator(`h1 span[lang=${language}]`).isVisible();
  if ((await seen("en")) || !(await seen("ja"))) problems.push("plain: the language does not switch without JavaScript");
  if (await still.locator(".controls").count() && await still.locator(".controls").isVisible()) problems.push("plain: dead controls are visible");
  await bare.close();
}

/** The filter, the order, and links between cases. */
async function use() {
  const { context, page } = await open("use", { viewport: screens.desktop });
  const visible = () => page.locator("details.case:not(.ring):not([hidden])").count();
  const all = await visible();
  if (all > 1) {
    const last = await page.locator("details.case:not(.ring) .account").last().textContent();
    await page.fill("#find", last.trim());
    if ((await visible()) >= all) problems.push("use: the filter does nothing");
    await page.fill("#find", "");
    await page.check("input[name=order][value=account]");
    const names = (await page.locator("details.case:not(.ring) > summary .account").allTextContents());
    if (names.some((name, place) => place && names[place - 1] > name)) problems.push("use: the order is wrong");
    await page.evaluate(() => { location.hash = "#case-2"; });
    await page.waitForFunction(() => document.getElementById("case-2").open, null, { timeout: 2000 })
      .catch(() => problems.push("use: a link does not open its case"));
    await ringUse(page);
  }
  await context.close();
}

/** From a case to its ring, from the ring to a tie, and what is pointed at stands out. */
async function ringUse(page) {
  if (!(await page.locator("details.ring .ringpic .tie").count())) return;
  await page.evaluate(() => { location.hash = "#ring-1-tie-1"; });
  await page.waitForFunction(() => document.getElementById("ring-1").open, null, { timeout: 2000 })
    .catch(() => problems.push("use: a link does not open its ring"));
  const picture = page.locator("#ring-1 .ringpic");
  await picture.locator(".account, .row").first().hover();
  const seen = await picture.evaluate((one) => [one.classList.contains("hush"), one.querySelectorAll(".on").length]);
  if (!seen[0] || !seen[1]) problems.push("use: pointing at an account does not show its lines");
  const inside = page.locator("details.case:not(.ring) .inring").first();
  if (!(await inside.count())) return;
  await inside.click();
  if (!/^#ring-\d+$/.test(new URL(page.url()).hash)) problems.push("use: a case does not lead to its ring");
}

/** Paper: everything open, no controls. */
async function paper() {
  const { context, page } = await open("paper", { viewport: screens.desktop });
  if ((await page.locator("details.case:not(.ring)").count()) < 60) await page.pdf({ path: join(out, "paper.pdf"), format: "A4", printBackground: true });
  await context.close();
}

try {
  for (const screen of ["desktop", "phone"]) for (const language of ["en", "ja"]) await look(screen, language);
  await look("narrow", "ja");
  await look("desktop", "en", "dark");
  await look("phone", "ja", "dark");
  await plain();
  await use();
  await paper();
} finally {
  await browser.close();
}
problems.forEach((problem) => console.error(problem));
console.log(problems.length ? `${problems.length} problems` : "no problems");
process.exit(problems.length ? 1 : 0);
