/* One canvas per map that draws everything at once; marks alone are drawn over a copy of the rest. */
'use strict';
RD.Scene = L.Renderer.extend({
  options: { padding: 0.15 },
  initialize: function (paint, mark) { L.Renderer.prototype.initialize.call(this, {}); this.paint = paint; this.mark = mark; },
  _initContainer: function () {
    this._container = document.createElement('canvas');
    this._context = this._container.getContext('2d');
  },
  _destroyContainer: function () {
    L.DomUtil.remove(this._container);
    delete this._container; delete this._context;
  },
  _updatePaths: function () {},
  _reset: function () { this._update(); this._updateTransform(this._center, this._zoom); },
  _update: function () {
    if (this._map._animatingZoom && this._bounds) { return; }
    L.Renderer.prototype._update.call(this);
    var size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1, box = this._container;
    L.DomUtil.setPosition(box, this._bounds.min);
    box.width = Math.round(ratio * size.x); box.height = Math.round(ratio * size.y);
    box.style.width = size.x + 'px'; box.style.height = size.y + 'px';
    /* While the page is put together the map is moved several times; it is drawn once. */
    if (RD.ready) { this.draw(); } else { this.renew(false); }
  },
  /* Draw again without moving; many calls in one frame draw once. light: only marks changed. */
  renew: function (light) {
    if (!light) { this._stale = true; }
    if (this._waiting || !this._map) { return; }
    this._waiting = L.Util.requestAnimFrame(function () {
      this._waiting = null;
      if (this._map) { this.draw(!this._stale); }
    }, this);
  },
  draw: function (light) {
    if (!this._map || !this._bounds || !this._map.getSize().x) { return; }
    var ratio = window.devicePixelRatio || 1, scale = Math.pow(2, this._zoom), origin = this._map.getPixelOrigin();
    var left = this._bounds.min.x, top = this._bounds.min.y, size = this._bounds.getSize(), box = this._container, pen = this._context;
    var view = new RD.View(pen, scale, -origin.x - left, -origin.y - top, size.x, size.y);
    if (light && this._ground) {
      pen.setTransform(1, 0, 0, 1, 0, 0); pen.drawImage(this._ground, 0, 0); pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    } else {
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, size.x, size.y);
      this.paint(view);
      this._ground = this._ground || document.createElement('canvas');
      this._ground.width = box.width; this._ground.height = box.height;
      this._ground.getContext('2d').drawImage(box, 0, 0);
      this._stale = false;
    }
    this.mark(view);
  }
});

/* What a painter draws on: metres in, pixels out. */
RD.View = function (context, scale, dx, dy, width, height) {
  this.context = context; this.scale = scale; this.dx = dx; this.dy = dy; this.width = width; this.height = height;
  this.box = [-dx / scale, (dy - height) / scale, (width - dx) / scale, dy / scale];
};
RD.View.prototype.x = function (x) { return x * this.scale + this.dx; };
RD.View.prototype.y = function (y) { return this.dy - y * this.scale; };
RD.View.prototype.sees = function (box) {
  return box[0] <= this.box[2] && box[2] >= this.box[0] && box[1] <= this.box[3] && box[3] >= this.box[1];
};

/* Add a run of corners to the path; corners nearer than a pixel to the last are left out. */
RD.View.prototype.run = function (flat, close) {
  var context = this.context, scale = this.scale, dx = this.dx, dy = this.dy, last = flat.length - 2;
  var px = flat[0] * scale + dx, py = dy - flat[1] * scale;
  context.moveTo(px, py);
  for (var i = 2; i <= last; i += 2) {
    var x = flat[i] * scale + dx, y = dy - flat[i + 1] * scale;
    if (i < last && Math.abs(x - px) + Math.abs(y - py) < 1.2) { continue; }
    context.lineTo(x, y); px = x; py = y;
  }
  if (close) { context.closePath(); }
};
RD.View.prototype.trace = function (shapes, keep) {
  var view = this;
  view.context.beginPath();
  shapes.forEach(function (shape, at) {
    if (!shape.rings.length || !view.sees(shape.box) || (keep && !keep(at))) { return; }
    shape.rings.forEach(function (ring) { view.run(ring, true); });
  });
};
RD.View.prototype.fill = function (style) { this.context.fillStyle = style; this.context.fill('evenodd'); };
RD.View.prototype.stroke = function (style, width, dash) {
  var context = this.context;
  context.setLineDash(dash || []); context.strokeStyle = style; context.lineWidth = width;
  context.lineJoin = 'round'; context.stroke(); context.setLineDash([]);
};

/* Labels: first come, first served; a label that would cover another is left out. */
RD.View.prototype.extent = function (lines, x, y, style) {
  var context = this.context, height = style.size + 3, wide = 0;
  context.font = (style.bold ? '600 ' : '') + style.size + 'px ' + RD.FONT;
  lines.forEach(function (line) { wide = Math.max(wide, context.measureText(line).width); });
  return [x - wide / 2 - 3, y - lines.length * height / 2 - 1, x + wide / 2 + 3, y + lines.length * height / 2 + 1];
};
RD.View.prototype.fits = function (lines, x, y, style) {
  var box = this.extent(lines, x, y, style);
  return box[0] >= 0 && box[1] >= 0 && box[2] <= this.width && box[3] <= this.height && !this.taken(box);
};
RD.View.prototype.label = function (lines, x, y, style) {
  var context = this.context, height = style.size + 3, box = this.extent(lines, x, y, style);
  if (style.within && box[2] - box[0] - 6 > style.within) { return false; }
  if (this.taken(box)) { return false; }
  this.labels.push(box);
  context.textAlign = 'center'; context.textBaseline = 'middle'; context.lineJoin = 'round';
  lines.forEach(function (line, at) {
    var py = box[1] + 1 + height * (at + 0.5);
    context.lineWidth = 3.5; context.strokeStyle = style.halo || 'rgba(255,255,255,.92)'; context.strokeText(line, x, py);
    context.fillStyle = style.color; context.fillText(line, x, py);
  });
  return true;
};
RD.View.prototype.taken = function (box) {
  this.labels = this.labels || [];
  return this.labels.some(function (other) {
    return other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1];
  });
};
RD.FONT = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","Segoe UI",Arial,sans-serif';
