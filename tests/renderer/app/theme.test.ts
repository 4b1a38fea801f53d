import { describe, expect, it } from 'vitest';
import { theme } from '../../../src/renderer/app/theme';

/** Relative luminance and contrast of two opaque colours, as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Every pair of text and surface that the window uses. */
function pairs(scheme: 'light' | 'dark'): readonly (readonly [string, string, string])[] {
  const { palette } = theme.colorSchemes[scheme] ?? expect.fail(`no ${scheme} scheme`);
  const surfaces = [
    palette.background.paper,
    palette.background.default,
    ...Object.values(palette.surface).slice(0, 4),
    palette.note.soft,
  ];
  return [
    ...surfaces.flatMap((surface) => [
      ['text', palette.text.primary, surface] as const,
      ['quiet text', palette.text.secondary, surface] as const,
    ]),
    ...Object.entries(palette.status).map(([name, tone]) => [name, tone.main, tone.soft] as const),
    ['note', palette.note.main, palette.note.soft],
    ['button', palette.primary.contrastText, palette.primary.main],
    ['link', palette.primary.main, palette.background.paper],
    ['error', palette.error.main, palette.background.paper],
    ['draft', palette.warning.main, palette.surface.chosen],
  ];
}

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  it('can be read: every text stands out from its surface by 4.5 to 1 or more', () => {
    const weak = pairs(scheme)
      .map(([name, text, surface]) => ({
        name,
        text,
        surface,
        ratio: Math.round(contrast(text, surface) * 10) / 10,
      }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });
});
