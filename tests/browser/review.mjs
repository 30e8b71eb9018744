// Review pages in a real browser: nothing on the console, nothing from the network, nothing wider
// than the window, nothing that axe finds fault with, light and dark, wide and narrow.
//   node review.mjs TOOLS PAGE…
// Prints a line a page; exits 1 where something is wrong.

import { createRequire } from "node:module";
import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [tools, ...pages] = process.argv.slice(2);
const require = createRequire(path.resolve(tools, "node_modules") + "/");
const { default: puppeteer } = await import(
  pathToFileURL(require.resolve("puppeteer-core")).href
);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const views = [
  { width: 1440, height: 900, scheme: "light" },
  { width: 360, height: 740, scheme: "dark" },
];

/// What reaches over the right edge, by its tag and class.
function overflowing() {
  const clipped = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [];
  if (document.documentElement.scrollWidth > innerWidth) wide.push("the page");
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > innerWidth + 1 && !clipped(element)) {
      wide.push(`<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}">`);
    }
  }
  return wide;
}

/// What only a page that took a file's text for its own would have.
function foreign() {
  const found = [];
  for (const element of document.querySelectorAll("script, iframe, img, object, embed, link, base, form")) {
    found.push(`<${element.tagName.toLowerCase()}>`);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (/^on|^style$|^src$/i.test(attribute.name)) found.push(attribute.name);
    }
  }
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML)) {
    found.push("a character that acts on others");
  }
  return found;
}

/// Links within the page that lead nowhere, and ids that are not unique.
function brokenLinks() {
  const broken = [];
  for (const link of document.querySelectorAll("a[href]")) {
    const target = link.getAttribute("href");
    if (!target.startsWith("#") || !document.getElementById(target.slice(1))) broken.push(target);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids) if (ids.filter((other) => other === id).length > 1) broken.push(`id ${id} twice`);
  return broken;
}

/// axe takes minutes for a large page; the small ones have the same parts.
const isLarge = (file) => statSync(file).size > 100_000;

async function violations(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => (await axe.run(document, { resultTypes: ["violations"] })).violations);
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars=false"],
});
let wrong = 0;
for (const file of pages) {
  const problems = [];
  for (const view of views) {
    const page = await browser.newPage();
    const where = `${view.width} px, ${view.scheme}`;
    page.on("console", (message) => problems.push(`${where}: console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`${where}: ${error.message}`));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(path.resolve(file)).href) {
        problems.push(`${where}: asks for ${request.url()}`);
      }
    });
    await page.setViewport({ width: view.width, height: view.height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.scheme }]);
    await page.goto(pathToFileURL(path.resolve(file)).href);
    // Folded parts have to hold too.
    for (const details of await page.$$("details")) await details.evaluate((each) => (each.open = true));
    for (const wide of await page.evaluate(overflowing)) problems.push(`${where}: too wide: ${wide}`);
    for (const found of await page.evaluate(foreign)) problems.push(`${where}: holds ${found}`);
    for (const link of await page.evaluate(brokenLinks)) problems.push(`${where}: link: ${link}`);
    const found = isLarge(file) ? [] : await violations(page);
    for (const violation of found) {
      const node = violation.nodes[0];
      problems.push(`${where}: axe ${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`);
      problems.push(`    ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`);
    }
    await page.close();
  }
  console.log(`${path.basename(file)}: ${problems.length === 0 ? "fine" : "wrong"}`);
  for (const problem of problems.slice(0, 40)) console.log(`  ${problem}`);
  wrong += problems.length;
}
await browser.close();
process.exit(wrong === 0 ? 0 : 1);
