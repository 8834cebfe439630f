type Props = { size?: number; tone?: 'light' | 'dark'; title?: string };

/** The bear of Karhu: a head, two ears, and a muzzle shaped like an envelope's flap. */
export const BearMark = ({ size = 28, tone = 'dark', title }: Props) => {
  const fur = tone === 'light' ? '#f4f1e8' : 'var(--k-night)';
  const mark = tone === 'light' ? 'var(--k-night)' : '#f4f1e8';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <circle cx="7" cy="8" r="5" fill={fur} />
      <circle cx="25" cy="8" r="5" fill={fur} />
      <circle cx="7.4" cy="8.4" r="2.1" fill="var(--k-berry)" />
      <circle cx="24.6" cy="8.4" r="2.1" fill="var(--k-berry)" />
      <path
        d="M16 4.5c7.6 0 13 5 13 12.2C29 24.4 23.200 29.500 16 29.500S3 24.400 3 16.700C3 9.500 8.400 4.500 16 4.500Z"
        fill={fur}
      />
      <circle cx="10.6" cy="15" r="1.6" fill={mark} />
      <circle cx="21.4" cy="15" r="1.6" fill={mark} />
      <path
        d="M10.500 19.200h11c.9 0 1.300 1.100.6 1.700l-5 4.300a1.700 1.700 0 0 1-2.200 0l-5-4.300c-.7-.6-.3-1.700.6-1.700Z"
        fill="var(--k-berry)"
      />
    </svg>
  );
};
