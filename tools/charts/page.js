'use strict';
// What a page can do beyond being read: values under the pointer, one series by itself, downloads.
// Everything is read from the page: the numbers from the table of a figure, places from what the chart says of itself.
const make = (parent, name, text) => {
  const element = document.createElement(name);
  element.textContent = text;
  parent.append(element);
  return element;
};
const button = (parent, text, act) => {
  const element = make(parent, 'button', text);
  element.type = 'button';
  element.onclick = act;
};
const save = (address, name) => {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
};
const cells = row => [...row.cells].map(cell => cell.textContent);
// A cell that a spreadsheet would take for a formula is marked as text.
const csv = rows => rows.map(row => row.map(cell => {
  const text = /^[=+@\t-]/.test(cell) && isNaN(cell) ? "'" + cell : cell;
  return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}).join(',') + '\r\n').join('');

// The drawing as it is seen, complete in itself, in the colours of a light page.
const drawing = svg => {
  const copy = svg.cloneNode(true);
  const frames = [...svg.querySelectorAll('.frame')];
  copy.querySelectorAll('.frame').forEach((frame, i) => {
    if (getComputedStyle(frames[i]).display == 'none') frame.remove();
    else frame.removeAttribute('display');
  });
  copy.querySelectorAll('.places,.cross').forEach(mark => mark.remove());
  copy.querySelectorAll('[tabindex]').forEach(key => key.removeAttribute('tabindex'));
  const title = document.createElementNS(svg.namespaceURI, 'title');
  title.textContent = svg.getAttribute('aria-label');
  copy.prepend(title);
  const ground = document.createElementNS(svg.namespaceURI, 'rect');
  for (const side of ['width', 'height']) ground.setAttribute(side, svg.getAttribute(side));
  ground.setAttribute('fill', '#fff');
  copy.querySelector('desc').after(ground);
  copy.removeAttribute('tabindex');
  return new XMLSerializer().serializeToString(copy).replace(/var\(--\w+,\s*(#\w+)\)/g, '$1');
};
const address = (text, type) => URL.createObjectURL(new Blob([text], {type}));
const picture = (svg, name) => {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = 3 * image.width;
    canvas.height = 3 * image.height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    save(canvas.toDataURL('image/png'), name);
  };
  image.src = 'data:image/svg+xml,' + encodeURIComponent(drawing(svg));
};

// Click on an entry of the legend: its series alone; again: all.
const isolate = figure => {
  let shown = null;
  const apply = () => {
    for (const mark of figure.querySelectorAll('svg [class]')) {
      const series = /^s(\d+)$/.exec(mark.getAttribute('class'));
      if (series) mark.style.display = shown === null || series[1] == shown ? '' : 'none';
    }
    for (const key of figure.querySelectorAll('[data-series]')) {
      key.style.opacity = shown === null || key.dataset.series == shown ? '' : 0.3;
    }
  };
  for (const key of figure.querySelectorAll('[data-series]')) {
    key.setAttribute('tabindex', 0);
    key.setAttribute('role', 'button');
    key.onclick = () => {
      shown = shown === key.dataset.series ? null : key.dataset.series;
      apply();
    };
    key.onkeydown = event => {
      if (event.key != 'Enter' && event.key != ' ') return;
      event.preventDefault();
      key.onclick();
    };
  }
};

// The row of a table as lines: a column "panel: curve (unit)" stands below its panel, as "curve (unit): 0.5 [0.4, 0.6]".
const short = text => text === '' ? '\u2013' : isNaN(text) ? text :
  String(Math.abs(text) < 1e3 ? +(+text).toPrecision(4) : Math.abs(text) < 1e15 ? Math.round(text) : text);
const reading = (names, row) => {
  const lines = [];
  let panel = '';
  names.forEach((name, i) => {
    const part = /, (low|high)$/.exec(name);
    if (part && row[i]) lines.push(lines.pop() + (part[1] == 'low' ? ' [' + short(row[i]) + ', ' : short(row[i]) + ']'));
    if (part) return;
    const [, first, rest] = /^(.*?): (.*)$/.exec(name) || [0, '', name];
    if (first && first != panel) lines.push(first);
    panel = first;
    lines.push(rest + ': ' + short(row[i] || ''));
  });
  return lines.join('\n');
};

// The row of the table whose place is nearest to (x, y), and where to draw its cross.
const nearest = (along, at, plot, x, y) => {
  if (along == 'grid') {
    const [rows, columns] = at;
    const cell = (from, to, value, count) => Math.max(0, Math.min(count - 1, Math.floor((value - from) / (to - from) * count)));
    const row = cell(plot[1], plot[3], y, rows), column = cell(plot[0], plot[2], x, columns);
    return {row: row * columns + column};
  }
  const step = along == 'xy' ? 2 : 1;
  let best = 0, least = Infinity;
  for (let i = 0; i < at.length; i += step) {
    const distance = along == 'xy' ? Math.hypot(at[i] - x, at[i + 1] - y) : Math.abs(at[i] - (along == 'x' ? x : y));
    if (distance < least) [best, least] = [i, distance];
  }
  const cross = along == 'x' ? `M${at[best]} ${plot[1]}V${plot[3]}` : along == 'xy' ? `M${at[best] - 6} ${at[best + 1]}h12m-6-6v12` : '';
  return {row: best / step, cross};
};
const hover = (svg, stage, names, rows) => {
  const places = svg.querySelector('.places');
  if (!places || !rows.length) return;
  const numbers = name => places.dataset[name].split(' ').map(Number);
  const at = numbers('at'), plot = numbers('plot');
  const cross = document.createElementNS(svg.namespaceURI, 'path');
  cross.setAttribute('class', 'cross');
  cross.setAttribute('stroke', 'var(--ink)');
  cross.setAttribute('pointer-events', 'none');
  svg.append(cross);
  const values = make(stage, 'p', '');
  values.className = 'values';
  values.hidden = true;
  // A finger that is lifted leaves the values to be read.
  svg.onpointerleave = event => {
    if (event && event.pointerType == 'touch') return;
    values.hidden = true;
    cross.setAttribute('d', '');
  };
  svg.onpointermove = svg.onpointerdown = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const inside = point.x > plot[0] - 9 && point.x < plot[2] + 9 && point.y > plot[1] && point.y < plot[3];
    if (!inside) return svg.onpointerleave();
    const found = nearest(places.dataset.along, at, plot, point.x, point.y);
    values.textContent = reading(names, rows[found.row] || []);
    cross.setAttribute('d', found.cross || '');
    values.hidden = false;
    const box = stage.getBoundingClientRect(), x = event.clientX - box.left;
    const left = x > box.width / 2 ? x - values.offsetWidth - 14 : x + 14;
    values.style.left = Math.max(0, Math.min(left, box.width - values.offsetWidth)) + 'px';
    values.style.top = event.clientY - box.top + 14 + 'px';
  };
};

for (const figure of document.querySelectorAll('figure')) {
  const table = [...figure.querySelectorAll('tr')].map(cells);
  const svgs = figure.querySelectorAll('svg');
  for (const svg of svgs) {
    // The title would be shown under the pointer, over the values.
    const title = svg.querySelector('title');
    svg.setAttribute('aria-label', title.textContent);
    svg.removeAttribute('aria-labelledby');
    svg.setAttribute('aria-describedby', svg.querySelector('desc').id);
    title.remove();
    hover(svg, figure.querySelector('.stage'), table[0], table.slice(1));
  }
  isolate(figure);
  const tools = make(figure, 'p', '');
  tools.className = 'tools';
  button(tools, 'SVG', () => save(address(drawing(svgs[0]), 'image/svg+xml'), figure.id + '.svg'));
  button(tools, 'PNG', () => picture(svgs[0], figure.id + '.png'));
  button(tools, 'CSV', () => save(address('\ufeff' + csv(table), 'text/csv'), figure.id + '.csv'));
}
for (const code of document.querySelectorAll('pre')) {
  const tools = document.createElement('p');
  code.before(tools);
  button(tools, 'Copy', () => {
    getSelection().selectAllChildren(code);
    document.execCommand('copy');
  });
}
