// A tip beside the chart's point that is nearest to the pointer, or reached by the arrow keys.
(() => {
  "use strict";
  const NEAR = 18; // pixels

  for (const chart of document.querySelectorAll(".chart")) {
    const points = Array.from(chart.querySelectorAll(".mark, .dot"), shape => {
      const title = shape.querySelector("title");
      const box = shape.getBBox();
      const text = title.textContent;
      title.remove(); // the browser's own tip would stand beside ours
      return {shape, text, x: box.x + box.width / 2, y: box.y + box.height / 2};
    }).sort((a, b) => a.x - b.x || a.y - b.y);
    if (points.length === 0) continue;
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    tip.setAttribute("role", "status");
    chart.parentNode.append(tip);
    let at = -1;

    const place = point => {
      const spot = new DOMPoint(point.x, point.y).matrixTransform(chart.getScreenCTM());
      const frame = chart.parentNode.getBoundingClientRect();
      return {x: spot.x - frame.left, y: spot.y - frame.top, width: frame.width};
    };

    const show = index => {
      if (index === at) return;
      if (at >= 0) points[at].shape.classList.remove("focused");
      at = index;
      tip.hidden = at < 0;
      if (at < 0) return;
      const point = points[at];
      const spot = place(point);
      point.shape.classList.add("focused");
      tip.textContent = point.text;
      tip.style.left = "0";
      tip.style.left = `${Math.max(0, Math.min(spot.x + 12, spot.width - tip.offsetWidth))}px`;
      tip.style.top = `${spot.y - tip.offsetHeight - 10}px`;
    };

    const nearest = event => {
      const matrix = chart.getScreenCTM();
      const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      let best = -1;
      let least = NEAR / matrix.a;
      points.forEach((point, index) => {
        const distance = Math.hypot(point.x - spot.x, point.y - spot.y);
        if (distance <= least) {
          least = distance;
          best = index;
        }
      });
      return best;
    };

    const open = () => {
      const row = at >= 0 && points[at].shape.dataset.row;
      if (row) location.hash = row;
    };

    chart.setAttribute("tabindex", "0");
    chart.setAttribute("aria-description", "The left and right arrow keys go from point to point.");
    chart.addEventListener("pointermove", event => show(nearest(event)));
    chart.addEventListener("pointerleave", () => show(-1));
    chart.addEventListener("blur", () => show(-1));
    chart.addEventListener("click", event => {
      show(nearest(event));
      open();
    });
    chart.addEventListener("keydown", event => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (step) {
        event.preventDefault();
        const start = at < 0 && step < 0 ? 0 : at;
        show((start + step + points.length) % points.length);
      } else if (event.key === "Enter") {
        open();
      } else if (event.key === "Escape") {
        show(-1);
      }
    });
  }
})();
