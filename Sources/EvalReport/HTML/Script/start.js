// Unpacks the data once the page is painted.

/** Once what is static has been painted; a page in the background is not painted. */
function painted() {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** What all tasks' names begin with, up to an underscore: what the list need not repeat. */
function commonPrefix(names) {
  const first = names[0] ?? "";
  const isCommon = (length) => names.every((name) => name.startsWith(first.slice(0, length)) && name.length > length);
  let length = names.length > 1 ? first.length : 0;
  while (length > 0 && !(first[length - 1] === "_" && isCommon(length))) length--;
  return first.slice(0, length);
}

/** Docs and scores first, since the list needs no more. */
async function readScores() {
  report.page = JSON.parse(document.getElementById("page").textContent);
  report.docs = readDocs(await unpackJSON("docs"));
  const bytes = await Promise.all(report.page.runs.map((_, i) => unpackBytes(`scores-${i}`)));
  report.runs = report.page.runs.map((run, i) => readRun(run, i, report.docs, bytes[i]));
  report.readouts = report.runs.flatMap((run) => run.depths);
  report.prefix = commonPrefix([...new Set(report.docs.map((doc) => doc.task))]);
  report.areTextsComing = report.page.runs.some((run) => run.texts !== null);
}

async function readTexts() {
  const numbers = new Set(report.page.runs.map((run) => run.texts).filter((number) => number !== null));
  for (const number of numbers) {
    report.texts[number] = new Texts(JSON.parse(decodeWords(await unpackText(`texts-${number}`))));
  }
  report.areTextsComing = false;
}

function say(error) {
  part("waiting").textContent = `The questions could not be unpacked: ${error.message}`;
}

/** Says to those who measure or test the page how far it is. */
function done(step) {
  performance.mark(step);
  document.documentElement.dataset[step] = "true";
}

async function start() {
  const whole = unfoldLater().then(prepareTables);
  prepareManifests();
  followSections();
  unfoldForPrint();
  await Promise.all([whole, readScores()]);
  part("waiting").hidden = true;
  part("list").hidden = false;
  part("filter-set").open = isWide();
  const questions = new Questions();
  questions.update({ keepsPlace: false });
  questions.follow();
  done("ready");
  await readTexts();
  questions.list.refresh();
  if (questions.doc) questions.showQuestion(questions.doc);
  if (questions.form.query.text) questions.update({ keepsPlace: true });
  done("texts");
}

painted().then(start).catch(say);
