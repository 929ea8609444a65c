namespace MinImagen.Lib.Data;

/// <summary>The emoji that ship with the project, under data/emoji-sample: enough to learn on, small enough to commit.</summary>
public static class EmojiSample
{
    /// <summary>Their captions: fruit, food, animals, plants, weather, hearts, shapes, things and faces.</summary>
    public static IReadOnlyList<string> Captions { get; } =
    [
        "red apple", "green apple", "banana", "lemon", "strawberry", "watermelon", "grapes", "pear", "tangerine",
        "pineapple", "cherries", "carrot", "broccoli", "ear of corn", "eggplant", "tomato", "mushroom", "hamburger",
        "pizza", "french fries", "egg", "doughnut", "cookie", "birthday cake", "hot beverage", "cat face",
        "dog face", "lion", "fox", "panda", "pig face", "frog", "penguin", "owl", "tropical fish", "octopus",
        "turtle", "snail", "butterfly", "honeybee", "lady beetle", "spouting whale", "crab", "elephant",
        "baby chick", "sunflower", "rose", "tulip", "cherry blossom", "four leaf clover", "evergreen tree",
        "palm tree", "cactus", "maple leaf", "sun", "cloud", "rainbow", "snowflake", "snowman", "high voltage",
        "fire", "droplet", "star", "crescent moon", "full moon", "umbrella", "red heart", "green heart",
        "blue heart", "yellow heart", "purple heart", "broken heart", "red circle", "green circle", "blue circle",
        "yellow circle", "red square", "green square", "blue square", "purple square", "large orange diamond",
        "red triangle pointed up", "soccer ball", "basketball", "tennis", "pool 8 ball", "bullseye", "balloon",
        "light bulb", "key", "bell", "gem stone", "crown", "wrapped gift", "alarm clock", "guitar", "trophy",
        "rocket", "airplane", "sailboat", "automobile", "house", "magnet", "open book", "grinning face",
        "smiling face with sunglasses", "ghost", "robot", "alien",
    ];
}
