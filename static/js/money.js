/* Echoes an amount in yuan in capital numerals under input[data-money], so that a slip of a zero is seen. */
(function () {
  "use strict";

  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const UNITS = ["", "拾", "佰", "仟"];
  const GROUPS = ["", "万", "亿", "兆"];

  function group(number) {
    let text = "";
    for (let place = 3; place >= 0; place -= 1) {
      const digit = Math.floor(number / 10 ** place) % 10;
      if (digit) text += DIGITS[digit] + UNITS[place];
      else if (text && !text.endsWith("零")) text += "零";
    }
    return text.replace(/零$/, "");
  }

  function whole(number) {
    let text = "";
    for (let place = GROUPS.length - 1; place >= 0; place -= 1) {
      const part = Math.floor(number / 10000 ** place) % 10000;
      const needsZero = text && (part < 1000) && !text.endsWith("零");
      if (part) text += (needsZero ? "零" : "") + group(part) + GROUPS[place];
    }
    return text;
  }

  /* "210,000.50" -> 贰拾壹万元伍角; empty for what is not an amount under 1000 兆. */
  function capitals(typed) {
    const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(typed.replace(/[,，\s]/g, ""));
    if (!match) return "";
    const yuan = Number(match[1]);
    const [jiao, fen] = (match[2] || "").padEnd(2, "0").split("").map(Number);
    if (!yuan && !jiao && !fen) return "零元整";
    let text = yuan ? whole(yuan) + "元" : "";
    if (!jiao && !fen) return text + "整";
    if (jiao) text += DIGITS[jiao] + "角";
    else if (yuan) text += "零";
    return fen ? text + DIGITS[fen] + "分" : text + "整";
  }

  for (const input of document.querySelectorAll("input[data-money]")) {
    const echo = document.createElement("output");
    echo.className = "echo";
    echo.htmlFor = input.id;
    input.after(echo);
    const show = () => { echo.textContent = capitals(input.value); };
    input.addEventListener("input", show);
    show();
  }
})();
