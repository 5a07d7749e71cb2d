/** Whether colours are wanted on standard output: see https://no-color.org. */
export const isColorful = (): boolean => process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
