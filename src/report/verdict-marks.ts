/** What stands before a layer or a check on a screen, and its colour. */
export const verdictMarks = {
  pass: { mark: '✓', style: 'green' },
  warn: { mark: '!', style: 'yellow' },
  fail: { mark: '✗', style: 'red' },
  unknown: { mark: '?', style: 'yellow' },
  skipped: { mark: '-', style: 'dim' },
} as const;
