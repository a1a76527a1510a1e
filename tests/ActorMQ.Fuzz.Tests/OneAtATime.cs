// Memory is compared before and after, and the seeded runtime counts the pool's items: nothing else may run beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
