// What a page can do besides being read: keys, and a cursor through the weeks of
// a picture. Without this file nothing is missing but convenience. It builds no
// markup from text.

const off = () => localStorage.getItem("keys") === "off";
const typing = (e) => e.target.closest("input, select, textarea, [contenteditable]");

// Single keys: g and a letter open a page, ? shows them all. They can be
// switched off, as WCAG 2.1.4 asks.
let waiting = 0;
const answers = Object.fromEntries([...document.querySelectorAll("[data-keys] [data-key]")].map((b) => [b.dataset.key, b]));
document.addEventListener("keydown", (e) => {
	if (e.ctrlKey || e.metaKey || e.altKey || typing(e) || off()) return;
	if (e.key === "?") {
		document.getElementById("keys")?.togglePopover();
		e.preventDefault();
	} else if (e.key === "g") {
		waiting = Date.now();
	} else if (answers[e.key] && Date.now() - waiting >= 1500) {
		answers[e.key].click();
	} else if (Date.now() - waiting < 1500) {
		waiting = 0;
		for (const a of document.querySelectorAll("#pages a")) if (a.dataset.key === e.key) a.click();
	}
});
const keys = document.querySelector(".keys");
if (keys) {
	keys.hidden = false;
	const on = document.getElementById("keys-on");
	on.checked = !off();
	on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
}

// What is pointed at in a picture leads somewhere; the same links stand beside it.
document.addEventListener("click", (e) => {
	const to = e.target.closest("[data-href]")?.dataset.href;
	if (to?.startsWith("/")) location.assign(to);
});

// A cursor through the weeks: the table beneath the picture is what it reads.
for (const figure of document.querySelectorAll("[data-steps]")) {
	const rows = [...document.querySelectorAll(`#${figure.dataset.steps} tbody tr`)].reverse();
	const says = figure.parentElement.querySelector(".step");
	if (rows.length < 2 || !says) continue;
	says.hidden = false;
	says.textContent = "Point at the picture, or press ← and → in it, to read a week.";
	figure.tabIndex = 0;
	figure.setAttribute("role", "group");
	figure.setAttribute("aria-label", "The weeks, to step through");
	let at = rows.length;
	const show = (i) => {
		at = Math.min(rows.length - 1, Math.max(0, i));
		const [week, value, of] = [...rows[at].children].map((c) => c.textContent);
		says.textContent = rows[at].dataset.hole ? `Week of ${week}: not seen` : `Week of ${week}: ${value}, of ${of} days seen`;
		for (const svg of figure.querySelectorAll("svg.bs-plot")) mark(svg, at);
	};
	figure.addEventListener("keydown", (e) => {
		const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -52, PageDown: 52, Home: -1e6, End: 1e6 }[e.key];
		if (!by) return;
		e.preventDefault();
		show(at + by);
	});
	figure.addEventListener("pointermove", (e) => {
		const svg = e.target.closest("svg.bs-plot");
		if (!svg) return;
		const box = svg.getBoundingClientRect();
		const { x, width } = field(svg);
		const part = ((e.clientX - box.left) / box.width * svg.viewBox.baseVal.width - x) / width;
		if (part >= 0 && part <= 1) show(Math.floor(part * rows.length));
	});
	const mark = (svg, i) => {
		let line = svg.querySelector(".cursor");
		if (!line) {
			line = document.createElementNS("http://www.w3.org/2000/svg", "line");
			line.setAttribute("class", "cursor");
			svg.append(line);
		}
		const { x, width, top, bottom } = field(svg);
		const to = x + width * (i + 0.5) / rows.length;
		for (const [name, value] of Object.entries({ x1: to, x2: to, y1: top, y2: bottom })) line.setAttribute(name, value);
	};
}

// field is where in a picture the weeks lie: between the ends of its first line.
function field(svg) {
	const lines = [...svg.querySelectorAll(".bs-grid")];
	const at = (name, line) => Number(line.getAttribute(name));
	const x = at("x1", lines[0]);
	return { x, width: at("x2", lines[0]) - x, bottom: at("y1", lines[0]), top: at("y1", lines.at(-1)) };
}

// How far a reading is, as it goes on.
for (const box of document.querySelectorAll("[data-events]")) {
	const stream = new EventSource(box.dataset.events);
	stream.addEventListener("message", (e) => {
		const now = JSON.parse(e.data);
		const bar = box.querySelector("progress");
		if (now.total) {
			bar.max = now.total;
			bar.value = now.done;
			box.querySelector("#reading-part").textContent = `${now.done} of ${now.total} places read`;
		}
		box.querySelector("#reading-what").textContent = [now.place, now.what].filter(Boolean).join(": ");
		if (now.over) {
			stream.close();
			location.reload();
		}
	});
}
