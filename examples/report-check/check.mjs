/*
 * Opens a report from its file in headless Chromium, 1280 and 400 pixels wide, light and dark, and fails where the page
 * writes an error to the console, asks for anything but itself, is wider than the window, leaves a chart undrawn, breaks
 * when it is used (search, sorting, tooltips, zoom, printing), or has a fault of accessibility that axe finds.
 *
 *     npm ci && node check.mjs REPORT.html [FOLDER FOR SCREENSHOTS]
 *
 * The browser is /usr/bin/chromium, or what the variable CHROMIUM names.
 */
import {existsSync, mkdirSync} from "node:fs";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import axe from "axe-core";
import {chromium} from "playwright-core";

const [file, folder] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!file || !existsSync(file)) {
  console.error("usage: node check.mjs REPORT.html [FOLDER FOR SCREENSHOTS]");
  process.exit(2);
}
if (!existsSync(executablePath)) {
  console.error(`no browser at ${executablePath}: install chromium or set CHROMIUM`);
  process.exit(2);
}
if (folder) mkdirSync(folder, {recursive: true});

const address = pathToFileURL(resolve(file)).href;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const faults = [];
let looks = 0;

for (const width of [1280, 400]) {
  for (const colorScheme of ["light", "dark"]) {
    await look(width, colorScheme);
  }
}
await browser.close();
faults.forEach(fault => console.error(fault));
const failed = new Set(faults.map(fault => fault.split(":")[0])).size;
console.log(`${looks - failed} passed, ${failed} failed`);
process.exit(faults.length ? 1 : 0);

async function look(width, colorScheme) {
  const name = `${width}-${colorScheme}`;
  const fault = text => faults.push(`${name}: ${text}`);
  looks++;
  const context = await browser.newContext({viewport: {width, height: 900}, colorScheme, deviceScaleFactor: width < 600 ? 2 : 1});
  const page = await context.newPage();
  page.on("console", message => ["error", "warning"].includes(message.type()) && fault(`console: ${message.text()}`));
  page.on("pageerror", error => fault(`error: ${error.message}`));
  page.on("request", request => request.url() !== address && !request.url().startsWith("data:") && fault(`asked for ${request.url()}`));
  await page.goto(address);
  await drawAll(page);
  await measure(page, fault);
  if (folder) {
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(100);
    await page.screenshot({path: join(folder, `${name}.png`), fullPage: true});
    await page.screenshot({path: join(folder, `${name}-top.png`)});
  }
  page.setDefaultTimeout(5000);
  if (width === 1280) await use(page, fault, name).catch(error => fault(`cannot be used: ${error.message.split("\n")[0]}`));
  await context.close();
  await audit(width, colorScheme, fault);
}

/* In a page of its own, whose security policy is set aside: it would not let axe in. */
async function audit(width, colorScheme, fault) {
  const context = await browser.newContext({viewport: {width, height: 900}, colorScheme, bypassCSP: true});
  const page = await context.newPage();
  await page.goto(address);
  await drawAll(page);
  await page.evaluate(axe.source);
  const {violations} = await page.evaluate(() => window.axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  for (const {id, help, nodes} of violations) {
    fault(`axe ${id}: ${help} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
  }
  await context.close();
}

/* Charts are drawn when they come near the window. */
async function drawAll(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
      scrollTo({top: y, behavior: "instant"});
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
  });
}

async function measure(page, fault) {
  const seen = await page.evaluate(() => {
    const isBlank = canvas => {
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i]) return false;
      return true;
    };
    const charts = [...document.querySelectorAll("[data-chart]")];
    const scrolls = element => element.closest(".scroll, nav") !== null;
    return {
      overflow: document.documentElement.scrollWidth - innerWidth,
      wide: [...document.querySelectorAll("body *")]
        .filter(element => !scrolls(element) && element.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(element => `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`),
      undrawn: charts.filter(chart => !chart.querySelector("canvas") || isBlank(chart.querySelector("canvas"))).length,
      nameless: [...document.querySelectorAll("button, input, a, [role=img]")]
        .filter(element => !(element.ariaLabel || element.textContent.trim() || element.labels?.length)).length,
    };
  });
  if (seen.overflow > 0) fault(`the page is ${seen.overflow} pixels wider than the window: ${seen.wide}`);
  if (seen.wide.length) fault(`beyond the right edge: ${seen.wide}`);
  if (seen.undrawn) fault(`${seen.undrawn} charts are not drawn`);
  if (seen.nameless) fault(`${seen.nameless} controls have no name`);
}

async function use(page, fault, name) {
  const search = page.locator(".filter [type=search]").first();
  if (await search.count()) {
    await search.fill("no such feature");
    if (await page.locator(".feature:visible").count()) fault("the search hides nothing");
    await search.fill("");
    if (!await page.locator(".feature:visible").count()) fault("the search does not show all again");
  }
  const head = page.locator("figure.table thead button").first();
  if (await head.count()) {
    await head.click();
    if (await page.locator("th[aria-sort=ascending]").count() !== 1) fault("a table does not sort");
  }
  const numbers = page.locator(".numbers summary:visible").first();
  if (await numbers.count()) {
    await numbers.click();
    await page.locator(".numbers table td").first().waitFor({timeout: 2000})
      .catch(() => fault("the numbers of a chart are not shown"));
    await numbers.click();
  }
  for (const kind of ["time", "histogram", "categories"]) {
    const plot = page.locator(`.plot-${kind} .u-over`).first();
    if (!await plot.count()) continue;
    await plot.scrollIntoViewIfNeeded();
    await plot.hover({position: {x: 60, y: 40}});
    if (!await page.locator(`.plot-${kind} .tip:visible`).count()) fault(`no tooltip on a chart of kind ${kind}`);
    if (folder) await page.screenshot({path: join(folder, `${name}-tip-${kind}.png`)});
  }
  if (await page.locator(".plot-histogram").count()) await readBins(page, fault);
  const time = page.locator(".plot-time .u-over").first();
  if (await time.count()) {
    await time.scrollIntoViewIfNeeded();
    const box = await time.boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60, {steps: 4});
    await page.mouse.up();
    const reset = page.locator(".reset:visible").first();
    if (!await reset.count()) fault("dragging does not zoom");
    else await reset.click();
  }
  if (folder) await page.pdf({path: join(folder, `${name}.pdf`), format: "A4", printBackground: true, margin: {top: "14mm", bottom: "14mm", left: "14mm", right: "14mm"}});
}

/* The tooltip of a histogram names the bin under the pointer, as its table does. */
async function readBins(page, fault) {
  const plot = page.locator(".plot-histogram").first();
  await plot.locator("summary").click();
  await plot.locator("td").first().waitFor();
  const names = await plot.locator("tbody th").allTextContents();
  const {width} = await plot.locator(".u-over").boundingBox();
  for (let bin = 0; bin < names.length; bin++) {
    for (const within of [0.2, 0.8]) {
      await plot.locator(".u-over").hover({position: {x: (bin + within) / names.length * width, y: 20}});
      const said = await plot.locator(".tip b").textContent();
      if (said !== names[bin]) fault(`the tooltip of bin ${names[bin]} says ${said}`);
    }
  }
  await plot.locator("summary").click();
}
