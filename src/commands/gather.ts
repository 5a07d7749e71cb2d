/** For an option that may be given again and again. */
export const gather = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];
