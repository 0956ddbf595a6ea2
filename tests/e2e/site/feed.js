// The site's own script, as far as it matters here: draws the feed in batches as the person scrolls, opens "See more", and
// takes posts away that were scrolled far, to draw them anew when they come back.
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const feed = document.querySelector("[role=feed]");
  /** @type {HTMLElement[]} */
  const units = [];

  function draw(at) {
    const unit = units[at];
    if (unit.dataset.drawn) return;
    unit.dataset.drawn = "1";
    unit.style.height = "";
    unit.innerHTML = data.posts[at];
    // As React does it: the heading is there at once, the rest a moment later.
    const opened = unit.dataset.opened;
    for (const more of unit.querySelectorAll("[data-more]")) {
      more.addEventListener("click", () => {
        unit.dataset.opened = "1";
        more.replaceWith(` ${more.dataset.more}`);
      });
      if (opened) more.click();
    }
  }

  function takeAway(at) {
    const unit = units[at];
    if (!unit.dataset.drawn) return;
    unit.style.height = `${unit.offsetHeight}px`;
    delete unit.dataset.drawn;
    unit.replaceChildren();
  }

  function append() {
    const end = Math.min(units.length + data.batch, data.posts.length);
    while (units.length < end) {
      const unit = document.createElement("div");
      unit.dataset.unit = String(units.length + 1);
      units.push(unit);
      draw(units.length - 1);
      feed.append(unit);
    }
  }

  function arrange() {
    if (document.documentElement.scrollHeight - scrollY < innerHeight * 2.5) append();
    if (!data.keep) return;
    const places = units.map((unit) => unit.getBoundingClientRect());
    places.forEach((place, at) => {
      const isFar = place.bottom < -data.keep || place.top > innerHeight + data.keep;
      if (isFar) takeAway(at);
      else draw(at);
    });
  }

  addEventListener("scroll", arrange, { passive: true });
  /** Faster than anybody can read. */
  function rush() {
    scrollBy(0, data.rush);
    if (units.length < data.posts.length || scrollY + innerHeight < document.documentElement.scrollHeight) requestAnimationFrame(rush);
  }

  append();
  if (data.rush) addEventListener("load", () => requestAnimationFrame(rush));
  window.site = {
    units,
    append,
    /** Another page of the site, without loading: the feed goes, and comes back as a new one. */
    goTo(path) {
      history.pushState({}, "", path);
      units.splice(0).forEach((unit) => unit.remove());
      if (path === "/") append();
    },
    countComment(number) {
      const count = units[number - 1].querySelector(".comment-count");
      count.firstChild.nodeValue = `${parseInt(count.textContent, 10) + 1} comments`;
    },
  };
}
