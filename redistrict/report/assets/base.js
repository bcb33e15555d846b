/* The page's vocabulary: data, words, numbers, elements. Text from data is only ever textContent. */
'use strict';
var RD = { data: JSON.parse(document.getElementById('data').textContent), listeners: {} };
RD.words = RD.data.words;

/* A sentence of the reader's language; {name} is replaced by text, never by markup. */
RD.t = function (key, facts) {
  var text = RD.words[key];
  if (text === undefined) { throw new Error('no word for ' + key); }
  return text.replace(/\{(\w+)\}/g, function (whole, name) {
    return facts && facts[name] !== undefined ? String(facts[name]) : whole;
  });
};

/* 12345 -> 12,345; nothing -> a dash. */
RD.n = function (value) {
  if (value === null || value === undefined || value === '') { return '—'; }
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
};

RD.signed = function (value) {
  return value > 0 ? '+' + RD.n(value) : (value < 0 ? '−' + RD.n(-value) : '0');
};

RD.SVG = 'http://www.w3.org/2000/svg';

/* An element: facts are class, text, on (handlers) and plain attributes; children are elements. */
RD.el = function (tag, facts, children) {
  return RD.fill(document.createElement(tag), facts, children);
};

RD.svg = function (tag, facts, children) {
  return RD.fill(document.createElementNS(RD.SVG, tag), facts, children);
};

RD.fill = function (node, facts, children) {
  Object.keys(facts || {}).forEach(function (key) {
    var value = facts[key];
    if (value === null || value === undefined || value === false) { return; }
    if (key === 'text') { node.textContent = value; }
    else if (key === 'on') {
      Object.keys(value).forEach(function (event) { node.addEventListener(event, value[event]); });
    } else if (key === 'class') { node.setAttribute('class', value); }
    else { node.setAttribute(key, value === true ? '' : value); }
  });
  (children || []).forEach(function (child) { if (child) { node.appendChild(child); } });
  return node;
};

RD.id = function (name) { return document.getElementById(name); };

RD.clear = function (node) { while (node.firstChild) { node.removeChild(node.firstChild); } return node; };

/* A name from data: isolated from the direction of the text around it, cut after three lines. */
RD.name = function (text, extra) {
  return RD.el('bdi', { 'class': 'name' + (extra ? ' ' + extra : ''), text: text, title: text.length > 40 ? text : null });
};

RD.short = function (text, length) {
  var letters = Array.from(text);
  return letters.length > length ? letters.slice(0, length - 1).join('') + '…' : text;
};

RD.on = function (event, listener) { (RD.listeners[event] = RD.listeners[event] || []).push(listener); };

RD.emit = function (event, facts) {
  (RD.listeners[event] || []).forEach(function (listener) { listener(facts); });
};

RD.button = function (key, action, extra) {
  return RD.el('button', { type: 'button', 'class': 'button' + (extra ? ' ' + extra : ''), text: RD.t(key), on: { click: action } });
};

/* Words that stand in the frame of the page. */
RD.label = function (root) {
  root.querySelectorAll('[data-word]').forEach(function (node) { node.textContent = RD.t(node.getAttribute('data-word')); });
  root.querySelectorAll('[data-hint]').forEach(function (node) {
    var text = RD.t(node.getAttribute('data-hint'));
    node.setAttribute(node.tagName === 'INPUT' ? 'placeholder' : 'title', text);
    node.setAttribute('aria-label', text);
  });
};
