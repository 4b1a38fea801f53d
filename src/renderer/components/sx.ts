import type { SxProps, Theme } from '@mui/material/styles';

/** A plain style object of the library, such as can be spread into another one. */
export type Sx = Exclude<SxProps<Theme>, readonly unknown[] | ((theme: Theme) => unknown)>;
