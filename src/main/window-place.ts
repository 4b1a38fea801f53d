import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });

/** Where a window stood when it was last closed. */
export const WindowPlace = z.object({ bounds: Bounds, isMaximized: z.boolean() });

export type WindowPlace = Readonly<z.infer<typeof WindowPlace>>;

type Area = Readonly<z.infer<typeof Bounds>>;

const usual = { width: 1280, height: 800 };
const smallest = { width: 640, height: 480 };
const cascade = 28;

/** The smallest size in which everything can still be reached. */
export const smallestWindow = smallest;

/**
 * Where to put a window: where the last one stood if that is still on a screen, otherwise in the middle of the first
 * screen. Every further window stands a little lower and further right, so that none hides another.
 */
export function placeWindow(last: WindowPlace | undefined, screens: readonly Area[], others: number): Area {
  // A display that is only pretended, as on a machine without one, has no size that means anything.
  const usable = screens.filter((area) => area.width >= smallest.width && area.height >= smallest.height);
  const screen = usable.find((area) => last !== undefined && overlaps(area, last.bounds)) ?? usable[0];
  const wish = last?.bounds;
  if (screen === undefined) return { x: 0, y: 0, ...usual };
  const width = Math.min(Math.max(wish?.width ?? usual.width, smallest.width), screen.width);
  const height = Math.min(Math.max(wish?.height ?? usual.height, smallest.height), screen.height);
  const isOnScreen = wish !== undefined && overlaps(screen, wish);
  const x = isOnScreen ? wish.x : screen.x + Math.floor((screen.width - width) / 2);
  const y = isOnScreen ? wish.y : screen.y + Math.floor((screen.height - height) / 2);
  const step = cascade * others;
  return {
    x: between(x + step, screen.x, screen.x + screen.width - width),
    y: between(y + step, screen.y, screen.y + screen.height - height),
    width,
    height,
  };
}

/** Reads the place of the last window; a missing or damaged note means the usual place. */
export function readWindowPlace(file: string): WindowPlace | undefined {
  try {
    return WindowPlace.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Nothing is lost with it but a place on the screen.
    return undefined;
  }
}

/** Notes the place of a window, complete or not at all. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  writeFileSync(`${file}.new`, JSON.stringify(place));
  renameSync(`${file}.new`, file);
}

function overlaps(left: Area, right: Area): boolean {
  const across = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const down = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  return across > 0 && down > 0;
}

function between(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, Math.max(lowest, highest)));
}
