/* Five minutes before a session ends it is said, with a button to stay; other tabs of the same browser count too. */
(function () {
  "use strict";

  const root = document.documentElement, box = document.querySelector("#session");
  if (!box || !root.dataset.sessionSeconds) return;
  const WARNS = 300, LOOKS = 5000, KEY = "session-ends:" + root.dataset.user;
  const text = box.querySelector("p"), stay = box.querySelector("button"), again = box.querySelector("a");

  const setEnds = (seconds) => localStorage.setItem(KEY, Date.now() + seconds * 1000);
  const left = () => Math.round((Number(localStorage.getItem(KEY)) - Date.now()) / 1000);

  function show(seconds) {
    const isOver = seconds <= 0;
    const words = isOver ? box.dataset.over : box.dataset.soon.replace("{n}", Math.max(1, Math.ceil(seconds / 60)));
    if (text.textContent !== words) text.textContent = words;
    stay.hidden = isOver;
    again.hidden = !isOver;
    again.href = root.dataset.signIn + "?" + new URLSearchParams({ next: location.pathname + location.search });
    box.hidden = false;
  }

  function look() {
    const seconds = left();
    if (seconds <= WARNS) show(seconds);
    else box.hidden = true;
  }

  stay.addEventListener("click", async () => {
    try {
      const answer = await fetch(box.dataset.stay, { cache: "no-store", redirect: "error" });
      const told = await answer.json();
      setEnds(String(told.user) === root.dataset.user ? told.seconds : 0);
    } catch {
      if (navigator.onLine) setEnds(0);
    }
    look();
  });

  setEnds(Number(root.dataset.sessionSeconds));
  setInterval(look, LOOKS);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("storage", look);
  document.addEventListener("page:changed", () => setEnds(Number(root.dataset.sessionSeconds)));
  look();
})();
