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
})();
