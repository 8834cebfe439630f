type Props = { size?: number; tone?: 'light' | 'dark'; title?: string };

/** The bear of Karhu: a head, two ears, and a muzzle in the colour of cloudberries. */
export const BearMark = ({ size = 28, tone = 'dark', title }: Props) => {
  const fur = tone === 'light' ? '#f4f1e8' : 'var(--k-night)';
  const mark = tone === 'light' ? 'var(--k-night)' : '#f4f1e8';
  const muzzle = 'var(--k-night)';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <circle cx="6.6" cy="8" r="4.6" fill={fur} />
      <circle cx="25.4" cy="8" r="4.6" fill={fur} />
      <circle cx="6.9" cy="8.3" r="2" fill="var(--k-berry)" />
      <circle cx="25.1" cy="8.3" r="2" fill="var(--k-berry)" />
      <path
        d="M16 4.6c7.4 0 12.6 4.7 12.6 11.9 0 7.6-5.6 12.5-12.6 12.500S3.4 24.1 3.4 16.500C3.4 9.3 8.6 4.6 16 4.600Z"
        fill={fur}
      />
      <circle cx="10.3" cy="14.4" r="1.5" fill={mark} />
      <circle cx="21.7" cy="14.4" r="1.5" fill={mark} />
      <rect x="10.2" y="17.3" width="11.6" height="8.7" rx="3.6" fill="var(--k-berry)" />
      <path
        d="M13.6 17.300h4.800c.7 0 1.1.8.6 1.400l-2.2 2.300a1.1 1.1 0 0 1-1.6 0L13 18.700c-.5-.6-.1-1.4.6-1.400Z"
        fill={muzzle}
      />
      <path
        d="M16 20.800v1.700m-2.4 1c1 0 2.4-.200 2.4-1 0 .8 1.4 1 2.4 1"
        stroke={muzzle}
        strokeWidth="1"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
};
