namespace SixLabors.ImageSharp;

public struct Rectangle : IEquatable<Rectangle>
{
    public static readonly Rectangle Empty;

    public Rectangle(int x, int y, int width, int height)
    {
        X = x;
        Y = y;
        Width = width;
        Height = height;
    }

    public Rectangle(Point point, Size size)
        : this(point.X, point.Y, size.Width, size.Height)
    {
    }

    public int X { readonly get; set; }

    public int Y { readonly get; set; }

    public int Width { readonly get; set; }

    public int Height { readonly get; set; }

    public Point Location
    {
        readonly get => new(X, Y);
        set => (X, Y) = value;
    }

    public Size Size
    {
        readonly get => new(Width, Height);
        set => (Width, Height) = value;
    }

    public readonly int Left => X;

    public readonly int Top => Y;

    public readonly int Right => unchecked(X + Width);

    public readonly int Bottom => unchecked(Y + Height);

    public readonly bool IsEmpty => Equals(Empty);

    public static bool operator ==(Rectangle left, Rectangle right) => left.Equals(right);

    public static bool operator !=(Rectangle left, Rectangle right) => !left.Equals(right);

    public static Rectangle FromLTRB(int left, int top, int right, int bottom)
        => new(left, top, unchecked(right - left), unchecked(bottom - top));

    /// <summary>What both cover; empty where they do not meet.</summary>
    public static Rectangle Intersect(Rectangle a, Rectangle b)
    {
        int left = Math.Max(a.Left, b.Left);
        int right = Math.Min(a.Right, b.Right);
        int top = Math.Max(a.Top, b.Top);
        int bottom = Math.Min(a.Bottom, b.Bottom);
        return right >= left && bottom >= top ? FromLTRB(left, top, right, bottom) : Empty;
    }

    public readonly bool Contains(int x, int y) => x >= Left && x < Right && y >= Top && y < Bottom;

    public readonly bool Contains(Point point) => Contains(point.X, point.Y);

    public readonly bool Contains(Rectangle rectangle)
        => rectangle.Left >= Left && rectangle.Right <= Right && rectangle.Top >= Top && rectangle.Bottom <= Bottom;

    public override readonly int GetHashCode() => HashCode.Combine(X, Y, Width, Height);

    public override readonly string ToString() => $"Rectangle [ X={X}, Y={Y}, Width={Width}, Height={Height} ]";

    public override readonly bool Equals(object? obj) => obj is Rectangle other && Equals(other);

    public readonly bool Equals(Rectangle other) => X == other.X && Y == other.Y && Width == other.Width && Height == other.Height;
}
