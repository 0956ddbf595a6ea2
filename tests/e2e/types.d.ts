// What the site's own script leaves on the page (site/feed.js).
declare var site: {
  units: HTMLElement[];
  append(): void;
  goTo(path: string): void;
  countComment(number: number): void;
};

// The longest task of the page, as bench/page_cost.mjs notes it.
declare var longest: number;
