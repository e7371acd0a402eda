// What axe finds on the page. The rule of contrast is two thirds of its work, and says the same of all texts of one
// kind: of one colour, on one ground, of one size as it tells sizes apart. It reads the first and the last of each.
async (options) => {
  const painted = new Map([[null, { ground: "", veils: "" }]]);

  function under(element) {
    if (!painted.has(element)) painted.set(element, paint(element, getComputedStyle(element)));
    return painted.get(element);
  }

  function paint(element, style) {
    const { ground, veils } = under(element.parentElement);
    const own = `${style.backgroundColor} ${style.backgroundImage}`;
    const veil = `${style.opacity} ${style.filter} ${style.mixBlendMode}`;
    const opaque = /^rgb\(.*\) none$/.test(own), clear = own === "rgba(0, 0, 0, 0) none";
    return {
      ground: opaque ? own : clear ? ground : `${own} on ${ground}`,
      veils: veil === "1 none normal" ? veils : `${veil} in ${veils}`,
    };
  }

  function written(element) {
    if (element.matches("input, select, textarea")) return element.value || element.placeholder || "";
    return [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
  }

  function size(style) {
    const points = parseFloat(style.fontSize) * 0.75;
    return points >= 18 || (points >= 14 && Number(style.fontWeight) >= 700) ? "large" : "small";
  }

  function kind(element, text) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const control = element.closest("label")?.control;
    const judged = [
      element.matches(":disabled, :disabled *, [aria-disabled=true], [aria-disabled=true] *") || control?.disabled,
      text.length < 2, box.width < 2 || box.height < 2 || box.right < 0 || box.bottom < 0,
      ["::before", "::after"].map((part) => getComputedStyle(element, part).content).join(),
    ];
    const { ground, veils } = under(element);
    return [style.color, ground, veils, size(style), style.textShadow, ...judged].join("|");
  }

  function texts() {
    const kinds = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      const text = written(element);
      if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const name = kind(element, text);
      kinds.set(name, [kinds.get(name)?.[0] ?? element, element]);
    }
    return [...new Set([...kinds.values()].flat())];
  }

  const asked = texts();
  asked.forEach((element) => element.toggleAttribute("data-asked", true));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-asked]" }] });
  const found = await axe.run(options);
  asked.forEach((element) => element.toggleAttribute("data-asked", false));
  return found.violations;
}
