import { SkeletonRows } from '@/ui/states';

export const PendingPage = () => <SkeletonRows rows={6} />;
