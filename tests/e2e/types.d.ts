// What the site's own script leaves on the page (site/feed.js).
declare var site: {
  units: HTMLElement[];
  goTo(path: string): void;
  countComment(number: number): void;
};
