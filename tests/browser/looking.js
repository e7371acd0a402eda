// What axe finds on the page. The rule of contrast is two thirds of its work, and says the same of all texts of one
// kind: of one colour, on one ground, of one size as it tells sizes apart. It reads the first and the last of each,
// and no more of a kind that was legible at another width.
// At a width that shows just what another did, each thing in its way, only where things stand and how large they are
// can be wrong anew: then the rules of places are asked, and what was found of the others holds.
async ({ rules, places }) => {
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

  // How it is shown, as far as a name or a role can hang on it.
  function way(element) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const { display, position, clip, clipPath, textDecorationLine, fontWeight } = style;
    const judged = [display, position, clip, clipPath, textDecorationLine, fontWeight];
    return [...judged, box.width < 2 || box.height < 2].join();
  }

  const kinds = new Map(), shown = [];
  for (const [place, element] of document.body.querySelectorAll("*").entries()) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const text = written(element), name = text && kind(element, text);
    if (text) kinds.set(name, [kinds.get(name)?.[0] ?? element, element]);
    shown.push(`${place} ${way(element)} ${name}`);
  }
  const seen = shown.join("\n"), known = (window.looked ??= new Map()).get(seen);
  if (known) return [...known, ...(await axe.run(places)).violations];

  const legible = (window.legible ??= new Set());
  const asked = [...new Set([...kinds].filter(([name]) => !legible.has(name)).flatMap(([_, ends]) => ends))];
  asked.forEach((element) => element.toggleAttribute("data-asked", true));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-asked]" }] });
  const { violations } = await axe.run(rules);
  asked.forEach((element) => element.toggleAttribute("data-asked", false));
  if (!violations.some((each) => each.id === "color-contrast")) [...kinds.keys()].forEach((name) => legible.add(name));
  window.looked.set(seen, violations.filter((each) => !places.runOnly.values.includes(each.id)));
  return violations;
}
