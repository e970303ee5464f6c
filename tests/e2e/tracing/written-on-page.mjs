/**
 * What runs inside the page: the function is sent there as text, so it may use nothing outside of itself.
 */

/**
 * Every place where a digit is written that somebody sees, hears or points at: texts (those of drawings too), titles,
 * labels, what fields hold and what style sheets put in. The texts of one element that says where its numbers are
 * from come together; what a labelled picture or group says of itself goes for its label alone.
 * @param scopes selectors; each place says which of them it lies in
 */
export function writtenOnPage(scopes) {
  const { document, getComputedStyle, NodeFilter } = globalThis;
  const spoken = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'alt', 'placeholder', 'label'];
  const sourced = ':is([data-from], [data-question])';
  const digit = /\p{Nd}/u;
  const found = [];
  const charts = [...document.querySelectorAll('.chart')];
  const write = (element, source, kind, text) => {
    const tile = element.closest('.tile, dialog, header.head, footer, .banners');
    const place = `${tile?.tagName.toLowerCase() ?? 'page'} ${tile?.getAttribute('aria-label') ?? ''}`;
    const chart = element.closest('.chart');
    const box = element.getBoundingClientRect();
    found.push({
      where: `${place} › ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} (${kind})`,
      kind,
      text: text.replaceAll(/\s+/gu, ' ').trim(),
      from: source?.getAttribute('data-from') ?? null,
      question: source?.getAttribute('data-question') ?? null,
      time: element.closest('time')?.getAttribute('datetime') ?? null,
      listed:
        element.closest('section')?.querySelectorAll('li:not(.others, [aria-hidden]), [role="rowheader"]')
          .length ?? 0,
      scopes: scopes.filter((scope) => element.closest(scope) !== null),
      chart: chart === null ? null : { at: charts.indexOf(chart), draws: chart.dataset.draws ?? null },
      box: { right: box.right, middle: (box.top + box.bottom) / 2 },
    });
  };
  const together = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    if (!digit.test(node.data) || element.closest('script, style, noscript')) continue;
    const source = element.closest(`${sourced}:not([role="img"], [role="group"])`);
    if (element.closest('.chart')) write(element, null, 'drawn', node.data);
    else if (source === null) write(element, null, 'text', node.data);
    else if (!together.has(source)) write(source, source, 'text', source.textContent);
    together.add(source);
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of spoken) {
      const text = element.getAttribute(name);
      if (text !== null && digit.test(text)) write(element, element.closest(sourced), name, text);
    }
    if (element.matches('input, textarea') && digit.test(element.value))
      write(element, null, 'value', element.value);
    for (const side of ['::before', '::after']) {
      const { content } = getComputedStyle(element, side);
      if (digit.test(content)) write(element, null, side, content);
    }
  }
  return found;
}

/** Figures that show no digit: where they should be from, and what they say instead. */
export function figuresWithoutDigits() {
  const { document } = globalThis;
  return [...document.querySelectorAll('[data-question]')]
    .filter((element) => !/\p{Nd}/u.test(element.textContent))
    .map((element) => ({ question: element.dataset.question, text: element.textContent.trim() }));
}
