// Nothing here is needed to decide. It adds the reader's own time zone, and keys for the inbox.
(() => {
  "use strict";

  const local = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelectorAll("time[datetime]").forEach((time) => {
    const at = new Date(time.dateTime);
    if (zone !== "UTC" && !Number.isNaN(at.getTime())) {
      time.title = `${local.format(at)} ${zone}`;
    }
  });
  document.querySelectorAll("[data-zone]").forEach((place) => {
    place.textContent = zone === "UTC" ? "" : `Point at one to see it in ${zone}.`;
  });

  const inbox = document.querySelector("[data-inbox]");
  if (inbox) {
    const rows = [...inbox.querySelectorAll("[data-row]")];
    const keys = document.querySelector("[data-keys]");
    if (keys) keys.hidden = false;
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
      const step = { j: 1, k: -1 }[event.key];
      if (!step) return;
      const at = rows.indexOf(document.activeElement);
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
      next.focus();
      next.scrollIntoView({ block: "nearest" });
      event.preventDefault();
    });
  }

  const graph = document.querySelector("[data-graph]");
  const zoom = document.querySelector("[data-zoom]");
  if (graph && zoom) {
    zoom.hidden = false;
    const resize = (by) => ["width", "height"].forEach((side) => graph.setAttribute(side, graph.getAttribute(side) * by));
    zoom.addEventListener("click", (event) => {
      const { by, whole } = event.target.dataset;
      const frame = graph.parentElement;
      if (by) resize(Number(by));
      if (whole !== undefined) {
        resize(Math.min(frame.clientWidth / graph.getAttribute("width"), (innerHeight * 0.8) / graph.getAttribute("height")));
      }
    });
    document.querySelector(".start")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  const pack = document.querySelector("[data-pack]");
  if (pack) {
    const progress = pack.querySelector("[data-progress]");
    const said = progress.querySelector("span");
    pack.addEventListener("submit", async (event) => {
      event.preventDefault();
      progress.hidden = false;
      said.textContent = "Gathering…";
      try {
        const answer = await fetch(`${pack.action}?${new URLSearchParams(new FormData(pack))}`);
        if (!(answer.headers.get("Content-Type") || "").startsWith("application/zip")) throw new Error("no pack");
        const parts = [];
        let bytes = 0;
        for (let reader = answer.body.getReader(), part; !(part = await reader.read()).done; ) {
          parts.push(part.value);
          bytes += part.value.length;
          said.textContent = `${(bytes / 1e6).toFixed(1)} MB`;
        }
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob(parts, { type: "application/zip" }));
        link.download = (answer.headers.get("Content-Disposition") || "").split('"')[1] || "pack.zip";
        link.click();
        said.textContent += ", done";
        progress.querySelector("progress").value = 1;
      } catch {
        pack.submit(); // The server says what is wrong.
      }
    });
  }
})();
