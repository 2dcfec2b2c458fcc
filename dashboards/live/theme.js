// Light, dark, or as the system has it. It runs before anything is drawn, so that nothing flashes.
(() => {
  const names = ["auto", "dark", "light"];
  const kept = () => {
    try {
      return localStorage.getItem("surgeline-theme");
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  let now = names.includes(kept()) ? kept() : "auto";
  const listeners = [];
  const put = () => {
    if (now === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = now;
    listeners.forEach((one) => one(now));
  };
  put();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", put);
  window.surgelineTheme = {
    get now() {
      return now;
    },
    next() {
      now = names[(names.indexOf(now) + 1) % names.length];
      try {
        localStorage.setItem("surgeline-theme", now);
      } catch {
        // then it is for this visit
      }
      put();
    },
    whenChanged: (listener) => listeners.push(listener),
  };
})();
