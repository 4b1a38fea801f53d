import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The value below which a share of the measurements lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Prints a figure beside its baseline of the same run, and keeps it for the results file. */
export function createFigures() {
  const figures = [];
  return {
    add(figure) {
      const ratio = figure.baseline === null ? null : figure.value / figure.baseline;
      const line = { ...figure, ratio };
      figures.push(line);
      const beside = ratio === null ? '' : `, baseline ${round(figure.baseline)}, ratio ${ratio.toFixed(2)}`;
      console.log(
        `${figure.name}: ${round(figure.value)} ${figure.unit}${beside}; target ${figure.target}; ${figure.runs} runs`,
      );
    },
    write(folder) {
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
      writeFileSync(file, `${JSON.stringify(figures, null, 1)}\n`);
      return file;
    },
  };
}

function round(value) {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
