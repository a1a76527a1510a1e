namespace ActorMQ.Core.Groups;

/// <summary>
/// The leases of a group in the order of their offsets, never overlapping. Fresh ones come at the end and finished ones
/// mostly leave at the front, so both are cheap; one that dies in the middle stays until a sweep that at least doubles
/// the room.
/// </summary>
internal sealed class LeaseTable
{
    private const int DeadSlack = 64;
    private Lease[] _items = new Lease[8];

    // Leases are at [_start, _end) of the items, dead ones included.
    private int _start;
    private int _end;
    private int _dead;

    /// <summary>Leases with something out.</summary>
    public int Count => _end - _start - _dead;

    /// <summary>
    /// The index of the first lease; indexes stay valid until <see cref="Sweep"/>, <see cref="Split"/> or
    /// <see cref="Put"/>.
    /// </summary>
    public int Start => _start;

    /// <summary>The index behind the last lease.</summary>
    public int End => _end;

    /// <summary>A lease by index.</summary>
    public ref Lease this[int index] => ref _items[index];

    /// <summary>The first lease that ends behind <paramref name="offset"/>, or <see cref="End"/>.</summary>
    public int IndexAt(long offset)
    {
        var (low, high) = (_start, _end);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_items[middle].End > offset)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>
    /// Takes <paramref name="count"/> records of a lease out of it; a lease that dies at an end leaves.
    /// </summary>
    public void Reduce(int index, int count)
    {
        ref var lease = ref _items[index];
        Invariant.Require(count > 0 && lease.Outstanding >= count);
        lease.Outstanding -= count;
        if (!lease.IsDead)
            return;
        _dead++;
        for (; _start < _end && _items[_start].IsDead; _start++)
            _dead--;
        for (; _start < _end && _items[_end - 1].IsDead; _end--)
            _dead--;
    }

    /// <summary>
    /// Makes two leases of one; <paramref name="outstandingRight"/> records are out at or behind
    /// <paramref name="offset"/>.
    /// </summary>
    public void Split(int index, long offset, int outstandingRight)
    {
        var right = _items[index];
        Invariant.Require(right.First < offset && offset < right.End && outstandingRight <= right.Outstanding);
        right.First = offset;
        right.Outstanding = outstandingRight;
        ref var left = ref _items[index];
        _dead -= left.IsDead ? 1 : 0;
        left.End = offset;
        left.Outstanding -= outstandingRight;
        _dead += (left.IsDead ? 1 : 0) + (right.IsDead ? 1 : 0);
        Insert(index + 1, right);
    }

    /// <summary>Puts a lease whose range overlaps only dead ones that lie inside it; they leave.</summary>
    public void Put(in Lease lease)
    {
        var from = IndexAt(lease.First);
        var to = from;
        for (; to < _end && _items[to].First < lease.End; to++)
            Invariant.Require(_items[to].IsDead && _items[to].First >= lease.First && _items[to].End <= lease.End);
        _dead -= to - from;
        if (to == from)
        {
            Insert(from, lease);
            return;
        }

        _items[from] = lease;
        Array.Copy(_items, to, _items, from + 1, _end - to);
        _end -= to - from - 1;
    }

    /// <summary>Drops the dead ones once they are many. Not during a walk.</summary>
    public void Sweep()
    {
        if (_dead <= Count + DeadSlack)
            return;
        var kept = 0;
        for (var index = _start; index < _end; index++)
        {
            if (!_items[index].IsDead)
                _items[kept++] = _items[index];
        }

        (_start, _end, _dead) = (0, kept, 0);
    }

    private void Insert(int index, in Lease lease)
    {
        if (_end == _items.Length)
            index -= MakeRoom();
        Array.Copy(_items, index, _items, index + 1, _end - index);
        _items[index] = lease;
        _end++;
    }

    // Slides to the front when that frees a half, so that a moving window needs no growth; answers by how much the
    // indexes moved.
    private int MakeRoom()
    {
        var moved = _start;
        var length = _end - _start;
        var target = length > _items.Length / 2 ? new Lease[_items.Length * 2] : _items;
        Array.Copy(_items, _start, target, 0, length);
        (_items, _start, _end) = (target, 0, length);
        return moved;
    }
}
