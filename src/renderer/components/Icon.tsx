import SvgIcon, { type SvgIconProps } from '@mui/material/SvgIcon';
import { type IconName, iconPaths } from './icon-paths';

type IconProps = Omit<SvgIconProps, 'name'> & { readonly name: IconName };

/** A decoration beside words; what it means is always said in text too. */
export function Icon({ name, ...rest }: IconProps) {
  return (
    <SvgIcon fontSize="small" {...rest}>
      <path
        d={iconPaths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </SvgIcon>
  );
}
