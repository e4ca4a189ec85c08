// The citations become those of the figure whose words were last asked for: its sentence, or its row, and its address.
const cited = document.querySelector(".cite");
const styles = [...cited.querySelectorAll("pre")].map((pre) => [pre, pre.textContent]);
const sentence = (block, at) => {
  if (block.matches("td, th")) return [...block.parentNode.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" ");
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEndBefore(at);
  const text = block.textContent, [start, stop] = [before.toString(), text.slice(before.toString().length)];
  return at === block ? text.trim() : start.match(/[^。；]*$/)[0] + stop.match(/^[^。；]*/)[0];
};
const cite = () => {
  const at = location.hash && document.getElementById(location.hash.slice(1));
  const block = at && at.closest(".text :is(p, h3, h4, h5, h6, td, th)[id]");
  if (!block) return;
  const address = document.querySelector(".address").textContent, words = sentence(block, at);
  for (const [pre, whole] of styles) {
    const [quote, anchor] = pre.children;
    if (quote) [quote.textContent, anchor.textContent] = [words, block.id];
    else pre.textContent = whole.replaceAll(address, `${address}#${block.id}`);
  }
};
addEventListener("hashchange", cite);
cite();
