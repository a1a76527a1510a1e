// The seeded runtime counts the pool's items of the whole process: nothing else may run beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
