/** The whole numbers from 0 to below `end`. */
export function steps(end) {
  const found = [];
  for (let n = 0; n < end; n += 1) found.push(n);
  return found;
}

/** Nobody looks at what this gives. */
export function twice(n) {
  return n * 2;
}
