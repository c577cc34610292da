// The picture of a chart as a file, drawn by plotly in the browser.
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".save-picture");
    var chart = button && document.querySelector("#" + CSS.escape(button.dataset.chart) + " .js-plotly-plot");
    if (chart && window.Plotly) {
      window.Plotly.downloadImage(chart, {
        format: "svg", width: chart.clientWidth, height: chart.clientHeight, filename: button.dataset.chart,
      });
    }
  });

  // Plotly draws anew for paper, but too late to be on it: copies of what is on the screen stand in.
  function copyOf(chart) {
    var copy = document.createElement("div");
    copy.className = "printed";
    chart.querySelectorAll(".svg-container > .main-svg").forEach(function (drawn) {
      var svg = drawn.cloneNode(true);
      svg.setAttribute("viewBox", "0 0 " + drawn.getAttribute("width") + " " + drawn.getAttribute("height"));
      svg.removeAttribute("width");
      svg.removeAttribute("height");
      svg.removeAttribute("style");
      copy.appendChild(svg);
    });
    return copy;
  }

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".chart .js-plotly-plot").forEach(function (chart) {
      chart.closest(".chart").appendChild(copyOf(chart));
    });
  });

  window.addEventListener("afterprint", function () {
    document.querySelectorAll(".printed").forEach(function (copy) { copy.remove(); });
  });
})();
