/** Milliseconds: a window that is not seen paints nothing. */
const LONGEST = 500;

/** Resolves once something of the page is on the screen, at the latest soon. */
export function firstPaint(): Promise<void> {
  return new Promise((done) => {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) done();
    });
    observer.observe({ type: 'paint', buffered: true });
    setTimeout(done, LONGEST);
  });
}
